package dev.fairlead.engine;

import dev.fairlead.people.Users;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.ResourceAuthorizationProvider;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What Fairlead changes in the engine before it starts. It waits for our migrations, since the
 * engine reads our users as soon as it runs.
 */
@Component
@DependsOnDatabaseInitialization
class EngineSettings extends AbstractProcessEnginePlugin {
  private static final int LONGEST_SUBJECT = 200;

  private final ApplicationContext spring;
  private final Users users;
  private final PasswordEncoder passwords;
  private final TaskGuard guard;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;
  private final Supplier<Map<String, TaskSubject>> subjects =
      SingletonSupplier.of(this::taskSubjects);

  EngineSettings(
      ApplicationContext spring,
      Users users,
      PasswordEncoder passwords,
      TaskGuard guard,
      ApplicationEventPublisher events,
      JdbcClient jdbc) {
    this.spring = spring;
    this.users = users;
    this.passwords = passwords;
    this.guard = guard;
    this.events = events;
    this.jdbc = jdbc;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setExpressionManager(new SandboxedExpressionManager(publishedBeans()));
    engine.setIdentityProviderSessionFactory(new UserDirectory(users, passwords));
    engine.setResourceAuthorizationProvider(noGrantsPerTask());
    engine.setCustomSessionFactories(List.of(IndexedTaskLists.insteadOfTheEngines(jdbc)));
    engine.setTaskService(new GuardedTaskService(guard));
    engine.setFormService(new GuardedFormService(guard));
    engine.setRepositoryService(
        new GuardedRepositoryService(() -> spring.getBean(DeploymentsByPeople.class)));
    ((SpringProcessEngineConfiguration) engine).setDeploymentName("fairlead");
    ((SpringProcessEngineConfiguration) engine).setDeploymentResources(deploymentResources());
    List<BpmnParseListener> listeners = new ArrayList<>();
    if (engine.getCustomPreBPMNParseListeners() != null) {
      listeners.addAll(engine.getCustomPreBPMNParseListeners());
    }
    listeners.add(new UserTaskListeners());
    ObservedWork observed =
        new ObservedWork(SingletonSupplier.of(() -> spring.getBean(ObservationRegistry.class)));
    listeners.add(observed);
    engine.setCustomPreBPMNParseListeners(listeners);
    engine.setCustomPostCommandInterceptorsTxRequired(List.of(observed.aroundJobs()));

    engine.setJavaSerializationFormatEnabled(false);
    engine.setEnableExpressionsInAdhocQueries(false);
    // only for the filters that EngineGrants makes; the sandbox leaves them nothing but the
    // engine's own functions
    engine.setEnableExpressionsInStoredQueries(true);
    // Tasklist asks for 2000 filters at a time and stays empty below that
    engine.setQueryMaxResultsLimit(2000);
    // a refusal is an answer to a person, not an error of the program; the pages log what is
    // unexpected
    engine.setEnableCmdExceptionLogging(false);
    engine.setLoggingContextBusinessKey("businessKey");
    engine.setLoggingContextProcessDefinitionKey("processKey");
    engine.setJobExecutorPreferTimerJobs(true);
    engine.setJobExecutorAcquireByDueDate(true);
    engine.setFailedJobRetryTimeCycle("PT10S,PT1M,PT5M,PT15M,PT1H");
    engine.setHistoryTimeToLive("P1825D");
    engine.setHistoryRemovalTimeStrategy("end");
    engine.setHistoryCleanupBatchWindowStartTime("02:00");
    engine.setHistoryCleanupBatchWindowEndTime("05:00");
    engine.setHistoryCleanupJobLogTimeToLive("P30D");
  }

  /**
   * The engine looks for jobs by the moment they are due, and for the sub-tasks of each task that
   * ends; we look for processes by their project, for those that a person submitted, and for the
   * most urgent and the newest tasks of a person. It has no index on any of these. PostgreSQL
   * indexes no long texts, so only keys and people.
   */
  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    jdbc.sql("create index if not exists fairlead_job_due on ACT_RU_JOB (DUEDATE_)").update();
    jdbc.sql("create index if not exists fairlead_sub_task on ACT_RU_TASK (PARENT_TASK_ID_)")
        .update();
    jdbc.sql(
            "create index if not exists fairlead_urgent_task on ACT_RU_TASK"
                + " (ASSIGNEE_, SUSPENSION_STATE_, DUE_DATE_, CREATE_TIME_, ID_, PROC_INST_ID_)")
        .update();
    // read backwards by Tasklist, whose newest stand in front
    jdbc.sql(
            "create index if not exists fairlead_newest_task on ACT_RU_TASK"
                + " (ASSIGNEE_, SUSPENSION_STATE_, CREATE_TIME_, ID_, TENANT_ID_)")
        .update();
    boolean postgres = "postgres".equals(engine.getProcessEngineConfiguration().getDatabaseType());
    indexOfVariables("fairlead_project_key", "NAME_ = 'projectKey'", postgres);
    if (postgres) { // on H2 the first holds all names
      // that of before knew fewer names
      jdbc.sql("drop index if exists fairlead_submitter").update();
      indexOfVariables("fairlead_stands_for_it", TaskGuard.NAMES_SUBMITTER, true);
      // their text names several people, so few rows are read and looked through
      jdbc.sql(
              "create index if not exists fairlead_approved_by on ACT_RU_VARIABLE (VAR_SCOPE_)"
                  + " where "
                  + TaskGuard.NAMES_APPROVERS)
          .update();
    }
  }

  private void indexOfVariables(String name, String which, boolean postgres) {
    jdbc.sql(
            "create index if not exists "
                + name
                + " on ACT_RU_VARIABLE "
                + (postgres ? "(TEXT_) where " + which : "(NAME_, TEXT_)"))
        .update();
  }

  /**
   * The diagrams, tables and forms under their bare file names. The engine's own deployment would
   * name them by their absolute paths when Fairlead runs from its build folder, where Tasklist then
   * does not find the forms.
   */
  private static Resource[] deploymentResources() {
    try {
      var found = new PathMatchingResourcePatternResolver();
      List<Resource> named = new ArrayList<>();
      for (String pattern :
          List.of("processes/*.bpmn", "processes/decisions/*.dmn", "processes/forms/*.html")) {
        for (Resource resource : found.getResources("classpath:" + pattern)) {
          named.add(
              new ByteArrayResource(resource.getContentAsByteArray()) {
                @Override
                public String getDescription() {
                  return resource.getFilename();
                }
              });
        }
      }
      return named.toArray(Resource[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Every delegate and listener bean of a room's process package, by its name; nothing else is
   * published.
   */
  private Supplier<Map<String, Object>> publishedBeans() {
    return SingletonSupplier.of(
        () -> {
          Map<String, Object> beans = new java.util.HashMap<>();
          beans.putAll(spring.getBeansOfType(JavaDelegate.class));
          beans.putAll(spring.getBeansOfType(ExecutionListener.class));
          return beans.entrySet().stream()
              .filter(bean -> packageOf(bean.getValue()).matches("dev\\.fairlead\\.\\w+\\.process"))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
  }

  private static String packageOf(Object bean) {
    return org.springframework.aop.support.AopUtils.getTargetClass(bean).getPackageName();
  }

  /**
   * The engine would write authorization rows for each task; grants per process definition make
   * them needless.
   */
  private static ResourceAuthorizationProvider noGrantsPerTask() {
    return (ResourceAuthorizationProvider)
        java.lang.reflect.Proxy.newProxyInstance(
            ResourceAuthorizationProvider.class.getClassLoader(),
            new Class<?>[] {ResourceAuthorizationProvider.class},
            (proxy, method, arguments) -> null);
  }

  private final class UserTaskListeners extends AbstractBpmnParseListener {
    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      TaskDefinition task =
          ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
      task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, guard);
      task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, guard);
      task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, EngineSettings.this::publish);
    }
  }

  private Map<String, TaskSubject> taskSubjects() {
    return spring.getBeansOfType(TaskSubject.class).values().stream()
        .collect(Collectors.toMap(TaskSubject::process, Function.identity()));
  }

  private String subjectOf(DelegateTask task) {
    TaskSubject subject = subjects.get().get(WaitingTasks.processKey(task));
    String text = subject == null ? null : subject.of().apply(task.getExecution());
    return text == null || text.length() <= LONGEST_SUBJECT
        ? text
        : text.substring(0, LONGEST_SUBJECT - 1) + "…";
  }

  private void publish(DelegateTask task) {
    String subject = subjectOf(task);
    if (subject != null) {
      task.setVariableLocal(TaskSubject.VARIABLE, subject);
    }
    TaskCreated created = WaitingTasks.of(task, subject);
    // Tasklist can show variables, but neither business keys nor the names of projects
    String project =
        created.projectKey() == null
            ? null
            : spring.getBean(ProjectNames.class).nameOf(created.projectKey());
    if (project != null) {
      task.setVariableLocal(ProjectNames.VARIABLE, created.businessKey() + " " + project);
    }
    events.publishEvent(created);
  }
}
