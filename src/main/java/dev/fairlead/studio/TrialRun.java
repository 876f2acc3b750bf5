package dev.fairlead.studio;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.TrialEngine;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.studio.Scenario.Happening;
import dev.fairlead.studio.Trial.Fate;
import dev.fairlead.studio.Trial.Moment;
import dev.fairlead.studio.Trial.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;

/**
 * Lets a diagram go through its scenarios on an engine of its own. Whatever the diagram calls is
 * replaced by a fake that sets what the scenario says; decision tables answer by themselves. Timers
 * fire when the scenario names them, or in turn while it lets time go by on a clock of its own.
 */
final class TrialRun {
  /** As often a scenario may go from one element to the next before it goes round in circles. */
  private static final int MOST_STEPS = 1_000;

  private static final Pattern STEP = Pattern.compile("#\\{(\\w+?)(Delegate)?}");

  /** The step that says when a timer is due, whatever the diagram is about. */
  private static final String REMINDER = "setReminder";

  private static final Pattern VARIABLE = Pattern.compile("[$#]\\{(\\w+)}");

  private final String key;
  private final Drawing drawing;
  private final Map<String, byte[]> files;
  private final long end;

  private ProcessEngine engine;
  private Scenario scenario;
  private final Map<String, Integer> times = new HashMap<>();
  private final Set<String> flows = new LinkedHashSet<>();
  private int steps;
  private String last;
  private TrialClock clock;
  private List<Moment> course;

  /**
   * Prepares a run.
   *
   * @param files the diagram and its decision tables, by their names
   */
  TrialRun(String key, Map<String, byte[]> files, Duration longest) {
    this.key = key;
    this.drawing = Drawing.read(new String(files.get(key + ".bpmn"), StandardCharsets.UTF_8));
    this.files = files;
    this.end = System.nanoTime() + longest.toNanos();
  }

  /** Runs them one after the other until the time is over. */
  Trial through(List<Scenario> scenarios) {
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> visited = new TreeSet<>();
    engine = TrialEngine.open(new Fakes());
    try {
      deploy();
      for (Scenario one : scenarios) {
        if (isOver()) {
          break;
        }
        scenario = one;
        times.clear();
        flows.clear();
        steps = 0;
        last = null;
        clock = new TrialClock(one.begins());
        course = new ArrayList<>();
        outcomes.add(go(visited));
        visited.addAll(flows);
      }
    } finally {
      engine.close();
    }
    Map<String, String> never = new LinkedHashMap<>();
    drawing
        .elements()
        .forEach(
            (id, element) -> {
              if (isPassed(element) && !visited.contains(id)) {
                never.put(id, drawing.title(element));
              }
            });
    return new Trial(
        outcomes,
        scenarios.size() - outcomes.size(),
        visited,
        List.copyOf(never.values()),
        never.keySet());
  }

  private boolean isOver() {
    return System.nanoTime() > end || Thread.currentThread().isInterrupted();
  }

  /** Whether a token can pass it: not a message, a note, or the process itself. */
  private boolean isPassed(org.w3c.dom.Element element) {
    return element
        .getLocalName()
        .matches("\\w*(Event|Task|Gateway)|task|callActivity|subProcess|sequenceFlow");
  }

  private void deploy() {
    BpmnModelInstance model =
        Bpmn.readModelFromStream(new ByteArrayInputStream(files.get(key + ".bpmn")));
    model.getModelElementsByType(CamundaExecutionListener.class).forEach(this::remove);
    model.getModelElementsByType(CamundaTaskListener.class).forEach(this::remove);
    var deployment = engine.getRepositoryService().createDeployment();
    deployment.addModelInstance(key + ".bpmn", model);
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".dmn")) {
            deployment.addInputStream(name, new ByteArrayInputStream(bytes));
          }
        });
    deployment.deploy();
  }

  private void remove(org.camunda.bpm.model.xml.instance.ModelElementInstance listener) {
    listener.getParentElement().removeChildElement(listener);
  }

  // ---- one scenario

  private Outcome go(Set<String> visited) {
    List<String> notes = new ArrayList<>();
    List<Happening> left = new ArrayList<>(scenario.happens());
    String trouble = null;
    String instance = null;
    try {
      instance =
          engine
              .getRuntimeService()
              .startProcessInstanceByKey(key, "TRIAL", new HashMap<>(scenario.start()))
              .getId();
      boolean goesOn = true;
      while (goesOn && !isOver()) {
        timers(instance).forEach(this::dueOf);
        goesOn = runJobs(instance) || happens(instance, left);
      }
    } catch (RuntimeException failed) {
      trouble =
          failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
    Set<String> passed = instance == null ? new LinkedHashSet<>() : passed(instance);
    if (trouble != null && last != null) {
      passed.add(last);
    }
    visited.addAll(passed);
    List<String> waitsAt = trouble != null || instance == null ? List.of() : waitsAt(instance);
    if (trouble != null || !waitsAt.isEmpty()) {
      String at = trouble != null ? last : waitsAt.get(0);
      notes.add(stuck(trouble, waitsAt));
      if (trouble == null) {
        left.stream().limit(1).map(this::notCome).forEach(notes::add);
      }
      end(instance);
      return new Outcome(scenario.name(), Fate.STUCK, notes, at, course);
    }
    left.forEach(happening -> notes.add(notCome(happening)));
    scenario.passes().stream()
        .filter(id -> !passed.contains(id) && !flows.contains(id))
        .forEach(
            id ->
                notes.add(
                    drawing.elements().containsKey(id)
                        ? Sentences.say("studio.trial.missed", title(id))
                        : Sentences.say("studio.trial.gone", id)));
    if (scenario.whole()) {
      passed.stream()
          .filter(id -> !scenario.passes().contains(id))
          .forEach(id -> notes.add(Sentences.say("studio.trial.new", title(id))));
    }
    return new Outcome(
        scenario.name(), notes.isEmpty() ? Fate.THROUGH : Fate.ELSEWHERE, notes, null, course);
  }

  private String stuck(String trouble, List<String> waitsAt) {
    if (isOver()) {
      return Sentences.say("studio.trial.timeOver");
    }
    if (steps > MOST_STEPS) {
      return Sentences.say("studio.trial.circles", MOST_STEPS);
    }
    if (trouble != null) {
      String plain = trouble.replaceFirst("^ENGINE-\\d+ ", "");
      return Sentences.say(
          "studio.trial.failed",
          last == null ? "-" : title(last),
          plain.length() > 300 ? plain.substring(0, 299) + "…" : plain);
    }
    return Sentences.say(
        "studio.trial.waits", waitsAt.stream().map(this::title).collect(Collectors.joining(", ")));
  }

  private String notCome(Happening happening) {
    if (happening.advance() != null) {
      return Sentences.say("studio.trial.noWait", happening.advance());
    }
    if (happening.message() != null) {
      return Sentences.say("studio.trial.noMessage", happening.message());
    }
    String id =
        Stream.of(happening.task(), happening.timer(), happening.call())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("-");
    return Sentences.say("studio.trial.notReached", title(id));
  }

  private String title(String id) {
    return drawing.elements().containsKey(id) ? drawing.title(drawing.elements().get(id)) : id;
  }

  /** Steps that are saved before they run. */
  private boolean runJobs(String instance) {
    List<Job> jobs =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance)
            .messages()
            .list();
    jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
    return !jobs.isEmpty();
  }

  /** The first that can happen now. */
  private boolean happens(String instance, List<Happening> left) {
    for (Happening happening : left) {
      // what stands behind a wait comes after it
      if (happening.advance() != null && happening != left.get(0)) {
        return false;
      }
      if (happens(instance, happening)) {
        left.remove(happening);
        return true;
      }
    }
    return false;
  }

  private boolean happens(String instance, Happening happening) {
    if (happening.advance() != null) {
      waits(instance, happening.advance());
      return true;
    }
    Map<String, Object> with = new HashMap<>(happening.with());
    if (happening.task() != null) {
      List<Task> tasks =
          engine
              .getTaskService()
              .createTaskQuery()
              .processInstanceId(instance)
              .taskDefinitionKey(happening.task())
              .listPage(0, 1);
      tasks.forEach(
          task -> {
            last = happening.task();
            note(title(last));
            engine.getTaskService().complete(task.getId(), with);
          });
      return !tasks.isEmpty();
    }
    if (happening.timer() != null) {
      List<Job> timers =
          engine
              .getManagementService()
              .createJobQuery()
              .processInstanceId(instance)
              .activityId(happening.timer())
              .timers()
              .listPage(0, 1);
      timers.forEach(timer -> fire(timer, happening.timer()));
      return !timers.isEmpty();
    }
    if (happening.call() != null) {
      List<Execution> calls =
          engine
              .getRuntimeService()
              .createExecutionQuery()
              .processInstanceId(instance)
              .activityId(happening.call())
              .listPage(0, 1);
      calls.forEach(
          call -> {
            last = happening.call();
            note(title(last));
            engine.getRuntimeService().signal(call.getId(), null, with, Map.of());
          });
      return !calls.isEmpty();
    }
    if (happening.message() == null
        || engine
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .processInstanceId(instance)
                .eventName(happening.message())
                .count()
            == 0) {
      return false;
    }
    note(happening.message());
    engine
        .getRuntimeService()
        .createMessageCorrelation(happening.message())
        .processInstanceId(instance)
        .setVariables(with)
        .correlate();
    return true;
  }

  // ---- its time

  private void note(String what) {
    course.add(new Moment(clock.now(), what));
  }

  private List<Job> timers(String instance) {
    return engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(instance)
        .timers()
        .list();
  }

  private LocalDateTime dueOf(Job timer) {
    return clock.dueOf(timer, setting(timer));
  }

  /** With the value in place of a variable, which is all that an expression may be. */
  private String setting(Job timer) {
    String written = definitionOf(timer).getJobConfiguration();
    Matcher variable = VARIABLE.matcher(written == null ? "" : written);
    return !variable.find()
        ? written
        : variable.replaceFirst(
            Matcher.quoteReplacement(
                String.valueOf(
                    engine
                        .getRuntimeService()
                        .getVariable(timer.getExecutionId(), variable.group(1)))));
  }

  private JobDefinition definitionOf(Job timer) {
    return engine
        .getManagementService()
        .createJobDefinitionQuery()
        .jobDefinitionId(timer.getJobDefinitionId())
        .singleResult();
  }

  private void fire(Job timer, String event) {
    last = event;
    clock.moveTo(dueOf(timer));
    note(title(event));
    engine.getManagementService().executeJob(timer.getId());
  }

  /** Nobody does anything for so long; what is due meanwhile fires in its order. */
  private void waits(String instance, String time) {
    LocalDateTime until = clock.after(time);
    boolean firing = true;
    while (firing && !isOver()) {
      Optional<Job> next =
          timers(instance).stream()
              .filter(timer -> !dueOf(timer).isAfter(until))
              .min(Comparator.comparing(this::dueOf).thenComparing(Job::getId));
      next.ifPresent(timer -> fire(timer, definitionOf(timer).getActivityId()));
      while (runJobs(instance) && !isOver()) {
        timers(instance).forEach(this::dueOf);
      }
      firing = next.isPresent();
    }
    clock.moveTo(until);
    note(Sentences.say("studio.trial.waited", time));
  }

  private Set<String> passed(String instance) {
    return engine
        .getHistoryService()
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance)
        .orderPartiallyByOccurrence()
        .asc()
        .list()
        .stream()
        .map(HistoricActivityInstance::getActivityId)
        .filter(id -> !id.contains("#"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<String> waitsAt(String instance) {
    boolean runs =
        engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count()
            > 0;
    return !runs
        ? List.of()
        : engine.getRuntimeService().getActiveActivityIds(instance).stream()
            .filter(id -> !id.contains("#"))
            .distinct()
            .toList();
  }

  private void end(String instance) {
    if (instance != null && !waitsAt(instance).isEmpty()) {
      engine.getRuntimeService().deleteProcessInstance(instance, "tried");
    }
  }

  // ---- what takes the place of the world

  private <T> T next(String of, String name, List<T> all) {
    int time = times.merge(of + name, 1, Integer::sum);
    return all == null || all.isEmpty() ? null : all.get(Math.min(time, all.size()) - 1);
  }

  private void step(String element) {
    last = element;
    if (++steps > MOST_STEPS || isOver()) {
      throw new IllegalStateException(Sentences.say("studio.trial.circles", MOST_STEPS));
    }
  }

  /** Sets what the scenario says; lists are not kept, as the real steps do not keep them. */
  private static void set(ActivityExecution execution, Map<String, Object> outcome) {
    if (outcome != null) {
      new TreeMap<>(outcome)
          .forEach(
              (name, value) -> {
                if (value instanceof Collection<?>) {
                  execution.setVariableLocal(name, Variables.untypedValue(value, true));
                } else {
                  execution.setVariable(name, value);
                }
              });
    }
  }

  private final class Fake extends TaskActivityBehavior {
    private final String of;
    private final String name;

    /**
     * Fakes a step or a call.
     *
     * @param of "step" or "call"
     */
    Fake(String of, String name) {
      this.of = of;
      this.name = name;
    }

    @Override
    protected void performExecution(ActivityExecution execution) {
      step(execution.getActivity().getId());
      if (of.equals("step")) {
        Map<String, Object> says = next(of, name, scenario.steps().get(name));
        set(execution, says == null && name.equals(REMINDER) ? reminder(execution) : says);
        leave(execution);
      } else if (!scenario.keepsWaiting(name)) {
        ended(execution, Map.of());
      }
    }

    /** What any diagram may use needs no scenario of its own; it counts the usual working time. */
    private Map<String, Object> reminder(ActivityExecution execution) {
      WorkingCalendar usual = WorkingCalendar.standard();
      double days = Double.parseDouble(String.valueOf(execution.getVariable("reminderAfter")));
      return Map.of(
          "reminderAt",
          Answers.date(
              usual.addWorking(clock.now(), Math.round(days * usual.averageMinutesPerDay()))));
    }

    /** The called process ends. */
    @Override
    @SuppressWarnings("unchecked")
    public void signal(ActivityExecution execution, String signal, Object with) {
      ended(execution, (Map<String, Object>) with);
    }

    private void ended(ActivityExecution execution, Map<String, Object> with) {
      set(execution, with.isEmpty() ? next(of, name, scenario.calls().get(name)) : with);
      leave(execution);
    }
  }

  private final class Fakes extends AbstractBpmnParseListener {
    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      step(element, activity);
    }

    @Override
    public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      step(element, activity);
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      step(element, activity);
    }

    private void step(Element element, ActivityImpl activity) {
      String step = element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "delegateExpression");
      if (step != null) {
        Matcher named = STEP.matcher(step);
        activity.setActivityBehavior(new Fake("step", named.matches() ? named.group(1) : step));
      }
    }

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
      activity.setActivityBehavior(new Fake("call", element.attribute("id")));
    }

    @Override
    public void parseMultiInstanceLoopCharacteristics(
        Element element, Element loop, ActivityImpl activity) {
      String collection = loop.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "collection");
      if (collection != null) {
        activity.addListener(
            ExecutionListener.EVENTNAME_START,
            (ExecutionListener)
                execution -> {
                  List<Object> all =
                      next("collection", collection, scenario.collections().get(collection));
                  if (all != null) {
                    execution.setVariableLocal(collection, Variables.untypedValue(all, true));
                  }
                });
      }
    }

    @Override
    public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
      String id = flow.attribute("id");
      String target = flow.attribute("targetRef");
      transition.addListener(
          ExecutionListener.EVENTNAME_TAKE,
          (ExecutionListener)
              execution -> {
                flows.add(id);
                TrialRun.this.step(target);
              });
    }
  }
}
