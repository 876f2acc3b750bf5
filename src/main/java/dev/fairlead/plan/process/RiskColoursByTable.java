package dev.fairlead.plan.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.plan.RiskColours;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the latest version of the table, once for each level: the engine keeps a history of every
 * evaluation, which pages need not write.
 */
@Component
class RiskColoursByTable implements RiskColours {
  private static final String TABLE = "riskLevel";

  /** The colours that one version of the table gives. */
  private record Known(String version, Map<Integer, String> colours) {}

  private final RepositoryService repository;
  private final DecisionService decisions;
  private final EngineGateway engine;
  private final TransactionTemplate ownTransaction;
  private volatile Known known = new Known("", Map.of());

  RiskColoursByTable(
      @Lazy RepositoryService repository,
      @Lazy DecisionService decisions,
      @Lazy EngineGateway engine,
      PlatformTransactionManager transactions) {
    this.repository = repository;
    this.decisions = decisions;
    this.engine = engine;
    this.ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public String of(int level) {
    return engine.asSystem(
        () -> {
          String version =
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey(TABLE)
                  .latestVersion()
                  .singleResult()
                  .getId();
          Known now = known;
          if (!now.version().equals(version)) {
            now = new Known(version, new ConcurrentHashMap<>());
            known = now;
          }
          return now.colours().computeIfAbsent(level, wanted -> ask(version, wanted));
        });
  }

  private String ask(String version, int level) {
    // the engine notes each evaluation, which the transaction of somebody who only reads cannot
    DmnDecisionTableResult result =
        ownTransaction.execute(
            status -> decisions.evaluateDecisionTableById(version, Map.of("level", level)));
    return result.isEmpty() ? "" : result.getFirstResult().getEntry("colour");
  }
}
