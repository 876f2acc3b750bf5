package dev.fairlead.studio;

import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.engine.BareExpressions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The least that a project's life can cost: the same diagrams and decision tables on the engine
 * alone, with the same history, on a database of its own in the same server. Steps do nothing but
 * set the variables that they set in a life that was recorded; there are no guards, no
 * authorizations and no pages.
 */
public final class BareEngine implements AutoCloseable {
  private static final Pattern STEP = Pattern.compile("#\\{(\\w+?)(Delegate)?}");

  private final HikariDataSource database;
  private final ProcessEngine engine;
  private final Map<String, Scenario> lives = new HashMap<>();

  /** How often a step was taken, by process instance and step. */
  private final Map<String, Integer> times = new HashMap<>();

  private double jobs;

  /**
   * Opens one on an empty database.
   *
   * @param spring the application, in whose history one life was recorded
   * @param url of the empty database
   */
  public BareEngine(ApplicationContext spring, String url, String user) throws IOException {
    database = new HikariDataSource();
    database.setJdbcUrl(url);
    database.setUsername(user);
    database.setPassword("");
    StandaloneProcessEngineConfiguration settings = new StandaloneProcessEngineConfiguration();
    settings.setProcessEngineName("bare");
    settings.setDataSource(database);
    settings.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    settings.setJobExecutorActivate(false);
    settings.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    settings.setHistoryTimeToLive("P1825D");
    settings.setMetricsEnabled(false);
    settings.setDbMetricsReporterActivate(false);
    settings.setDefaultSerializationFormat(Variables.SerializationDataFormats.JSON.getName());
    settings.setExpressionManager(BareExpressions.create());
    settings.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(new EmptySteps())));
    engine = settings.buildProcessEngine();
    Recordings recordings = spring.getBean(Recordings.class);
    var deployment = engine.getRepositoryService().createDeployment();
    var files = new PathMatchingResourcePatternResolver();
    for (Resource diagram : files.getResources("classpath:processes/*.bpmn")) {
      String name = diagram.getFilename();
      BpmnModelInstance model =
          Bpmn.readModelFromStream(new ByteArrayInputStream(diagram.getContentAsByteArray()));
      model.getModelElementsByType(CamundaExecutionListener.class).forEach(BareEngine::remove);
      model.getModelElementsByType(CamundaTaskListener.class).forEach(BareEngine::remove);
      deployment.addModelInstance(name, model);
      String key = name.replace(".bpmn", "");
      recordings.of(key).stream().findFirst().ifPresent(life -> lives.put(key, life));
    }
    for (Resource table : files.getResources("classpath:processes/decisions/*.dmn")) {
      deployment.addInputStream(
          table.getFilename(), new ByteArrayInputStream(table.getContentAsByteArray()));
    }
    deployment.deploy();
  }

  private static void remove(org.camunda.bpm.model.xml.instance.ModelElementInstance listener) {
    listener.getParentElement().removeChildElement(listener);
  }

  public void start(String process, String businessKey) {
    times.clear();
    jobs = 0;
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(process, businessKey, new HashMap<>(lives.get(process).start()));
  }

  /** Claims and completes, as the application's people do; messages come when nothing else does. */
  public void act(String person, String businessKey, String taskKey, Map<String, Object> answers) {
    TaskService tasks = engine.getTaskService();
    for (int attempt = 0; attempt < 3; attempt++) {
      List<Task> waiting =
          tasks
              .createTaskQuery()
              .processInstanceBusinessKey(businessKey)
              .taskDefinitionKey(taskKey)
              .list();
      Task task =
          waiting.stream()
              .filter(one -> person.equals(one.getAssignee()))
              .findFirst()
              .orElse(waiting.isEmpty() ? null : waiting.get(0));
      if (task != null) {
        if (task.getAssignee() == null) {
          tasks.claim(task.getId(), person);
        }
        tasks.complete(task.getId(), answers);
        return;
      }
      messages(businessKey);
      runWaiting();
    }
    throw new IllegalStateException(taskKey + " does not wait in " + businessKey);
  }

  private void messages(String businessKey) {
    RuntimeService runtime = engine.getRuntimeService();
    for (ProcessInstance process :
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list()) {
      Scenario life = lives.get(process.getProcessDefinitionId().split(":")[0]);
      for (EventSubscription waiting :
          runtime.createEventSubscriptionQuery().processInstanceId(process.getId()).list()) {
        life.happens().stream()
            .filter(happening -> waiting.getEventName().equals(happening.message()))
            .findFirst()
            .ifPresent(
                happening ->
                    runtime.messageEventReceived(
                        waiting.getEventName(), waiting.getExecutionId(), happening.with()));
      }
    }
  }

  /** Tells its database how large it has become, as a running one finds out by itself. */
  public void analyze() {
    JdbcClient.create(database).sql("vacuum analyze").update();
  }

  /** Seconds since the life began in which jobs ran. */
  public double jobs() {
    return jobs;
  }

  public void runWaiting() {
    long begin = System.nanoTime();
    ManagementService jobs = engine.getManagementService();
    for (List<Job> waiting = jobs.createJobQuery().messages().active().listPage(0, 50);
        !waiting.isEmpty();
        waiting = jobs.createJobQuery().messages().active().listPage(0, 50)) {
      waiting.forEach(job -> jobs.executeJob(job.getId()));
    }
    this.jobs += (System.nanoTime() - begin) / 1e9;
  }

  public boolean isRunning(String businessKey) {
    return engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(businessKey)
            .count()
        > 0;
  }

  @Override
  public void close() {
    engine.close();
    database.close();
  }

  private <T> T next(ActivityExecution execution, String name, List<T> all) {
    int time = times.merge(execution.getProcessInstanceId() + name, 1, Integer::sum);
    return all == null || all.isEmpty() ? null : all.get(Math.min(time, all.size()) - 1);
  }

  private Scenario lifeOf(ActivityExecution execution) {
    Scenario life = lives.get(execution.getProcessDefinitionId().split(":")[0]);
    if (life == null) {
      throw new IllegalStateException(
          execution.getProcessDefinitionId() + " was not part of the recorded life");
    }
    return life;
  }

  private final class EmptyStep extends TaskActivityBehavior {
    private final String name;

    EmptyStep(String name) {
      this.name = name;
    }

    @Override
    protected void performExecution(ActivityExecution execution) {
      Map<String, Object> set = next(execution, name, lifeOf(execution).steps().get(name));
      if (set != null) {
        set.forEach(execution::setVariable);
      }
      leave(execution);
    }
  }

  private final class EmptySteps extends AbstractBpmnParseListener {
    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      empty(element, activity);
    }

    @Override
    public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      empty(element, activity);
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      empty(element, activity);
    }

    private void empty(Element element, ActivityImpl activity) {
      String step = element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "delegateExpression");
      if (step != null) {
        Matcher named = STEP.matcher(step);
        activity.setActivityBehavior(new EmptyStep(named.matches() ? named.group(1) : step));
      }
    }

    @Override
    public void parseMultiInstanceLoopCharacteristics(
        Element element, Element loop, ActivityImpl activity) {
      String collection = loop.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "collection");
      activity.addListener(
          ExecutionListener.EVENTNAME_START,
          (ExecutionListener)
              execution -> {
                List<Object> all =
                    next(
                        (ActivityExecution) execution,
                        collection,
                        lifeOf((ActivityExecution) execution).collections().get(collection));
                execution.setVariableLocal(
                    collection, Variables.untypedValue(all == null ? List.of() : all, true));
              });
    }
  }
}
