package dev.fairlead.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/**
 * An engine of its own, in memory, to try a diagram on: it knows no database, no mail, no users and
 * none of the published steps, runs no job by itself, and is gone once it is closed. Its
 * expressions reach variables and nothing else.
 */
public final class TrialEngine {
  private TrialEngine() {}

  /**
   * Opens one.
   *
   * @param fakes what takes the place of the published steps
   */
  public static ProcessEngine open(BpmnParseListener fakes) {
    String name = "trial-" + UUID.randomUUID();
    StandaloneInMemProcessEngineConfiguration settings =
        new StandaloneInMemProcessEngineConfiguration();
    settings.setProcessEngineName(name);
    settings.setJdbcUrl("jdbc:h2:mem:" + name);
    settings.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_CREATE_DROP);
    settings.setForceCloseMybatisConnectionPool(true);
    settings.setExpressionManager(new SandboxedExpressionManager(Map::of));
    settings.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(fakes)));
    settings.setJobExecutorActivate(false);
    settings.setAuthorizationEnabled(false);
    settings.setJavaSerializationFormatEnabled(false);
    settings.setMetricsEnabled(false);
    settings.setDbMetricsReporterActivate(false);
    settings.setEnableCmdExceptionLogging(false);
    settings.setDefaultNumberOfRetries(1);
    settings.setHistoryTimeToLive("P1D");
    settings.setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
    return settings.buildProcessEngine();
  }
}
