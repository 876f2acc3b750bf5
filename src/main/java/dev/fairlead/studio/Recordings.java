package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Scenario.Happening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/**
 * Scenarios out of the engine's history: what happened to process instances that really ended, as
 * far as it was kept.
 */
@Component
class Recordings {
  /** Of so many ended instances, the newest first. */
  private static final int LOOKED_AT = 50;

  /** So many that went different ways. */
  private static final int MOST = 10;

  /** What went through more than this is no scenario that anybody can follow. */
  private static final int LONGEST = 400;

  private static final Pattern STEP = Pattern.compile("#\\{(\\w+?)(Delegate)?}");

  private final HistoryService history;
  private final RepositoryService repository;
  private final EngineGateway engine;

  Recordings(HistoryService history, RepositoryService repository, EngineGateway engine) {
    this.history = history;
    this.repository = repository;
    this.engine = engine;
  }

  /** One scenario for each way that was gone. */
  List<Scenario> of(String process) {
    return engine.asSystem(
        () -> {
          Map<String, Drawing> drawings = new HashMap<>();
          Map<Set<String>, Scenario> byWay = new LinkedHashMap<>();
          Map<Set<String>, Integer> times = new HashMap<>();
          for (HistoricProcessInstance one :
              history
                  .createHistoricProcessInstanceQuery()
                  .processDefinitionKey(process)
                  .completed()
                  .orderByProcessInstanceEndTime()
                  .desc()
                  .listPage(0, LOOKED_AT)) {
            Drawing drawing = drawings.computeIfAbsent(one.getProcessDefinitionId(), this::drawing);
            List<HistoricActivityInstance> way = way(one);
            if (way.size() > LONGEST) {
              continue;
            }
            Scenario scenario = new Recording(one, drawing, way).scenario();
            times.merge(scenario.passes(), 1, Integer::sum);
            if (byWay.size() < MOST) {
              byWay.putIfAbsent(scenario.passes(), scenario);
            }
          }
          return byWay.values().stream().map(s -> counted(s, times.get(s.passes()))).toList();
        });
  }

  private static Scenario counted(Scenario s, int times) {
    return times == 1
        ? s
        : new Scenario(
            Sentences.say("studio.trial.andOthers", s.name(), times - 1),
            s.begins(),
            s.start(),
            s.happens(),
            s.steps(),
            s.calls(),
            s.collections(),
            s.passes(),
            s.whole());
  }

  private Drawing drawing(String version) {
    try (InputStream file = repository.getProcessModel(version)) {
      return Drawing.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<HistoricActivityInstance> way(HistoricProcessInstance one) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(one.getId())
        .orderPartiallyByOccurrence()
        .asc()
        .listPage(0, LONGEST + 1);
  }

  private final class Recording {
    private final HistoricProcessInstance instance;
    private final Drawing drawing;
    private final List<HistoricActivityInstance> way;

    /** What was set, by the id of the activity's instance, the last value of each variable. */
    private final Map<String, Map<String, Object>> set = new HashMap<>();

    private final List<HistoricVariableUpdate> updates;

    Recording(
        HistoricProcessInstance instance, Drawing drawing, List<HistoricActivityInstance> way) {
      this.instance = instance;
      this.drawing = drawing;
      this.way = way;
      this.updates =
          history
              .createHistoricDetailQuery()
              .variableUpdates()
              .excludeTaskDetails()
              .processInstanceId(instance.getId())
              .orderPartiallyByOccurrence()
              .asc()
              .listPage(0, 2_000)
              .stream()
              .map(HistoricVariableUpdate.class::cast)
              .toList();
      updates.stream()
          .filter(update -> isPlain(update.getValue()) && update.getActivityInstanceId() != null)
          .forEach(
              update ->
                  set.computeIfAbsent(update.getActivityInstanceId(), id -> new HashMap<>())
                      .put(update.getVariableName(), update.getValue()));
    }

    Scenario scenario() {
      Map<String, List<Map<String, Object>>> steps = new HashMap<>();
      Map<String, List<List<Object>>> collections = new HashMap<>();
      Map<Happening, Date> happens = new java.util.IdentityHashMap<>();
      List<Happening> order = new ArrayList<>();
      for (HistoricActivityInstance at : way) {
        String id = at.getActivityId();
        String step = step(id);
        if (at.getActivityType().equals("multiInstanceBody")) {
          repeated(at, collections);
        } else if (step != null) {
          steps.computeIfAbsent(step, s -> new ArrayList<>()).add(setAt(at));
        } else if (!at.isCanceled()) {
          Happening happening = happening(at);
          if (happening != null) {
            boolean came = at.getActivityType().matches("boundary\\w+|\\w*[sS]tart\\w*");
            happens.put(happening, came ? at.getStartTime() : at.getEndTime());
            order.add(happening);
          }
        }
      }
      order.sort(Comparator.comparing(happens::get));
      Map<String, Object> start = start();
      return new Scenario(
          Sentences.say(
              "studio.trial.asWith",
              instance.getBusinessKey() == null ? "-" : instance.getBusinessKey(),
              local(instance.getEndTime()).toLocalDate()),
          local(instance.getStartTime()),
          start,
          order,
          steps,
          Map.of(),
          collections,
          way.stream()
              .map(HistoricActivityInstance::getActivityId)
              .filter(id -> !id.contains("#"))
              .collect(Collectors.toCollection(LinkedHashSet::new)),
          true);
    }

    /** What was there first: handed in from outside, not set by any of the activities. */
    private Map<String, Object> start() {
      Set<String> activities =
          way.stream().skip(1).map(HistoricActivityInstance::getId).collect(Collectors.toSet());
      Map<String, Object> start = new HashMap<>();
      updates.stream()
          .filter(update -> isPlain(update.getValue()))
          .filter(update -> !activities.contains(String.valueOf(update.getActivityInstanceId())))
          .forEach(
              update -> {
                if (!start.containsKey(update.getVariableName())) {
                  start.put(update.getVariableName(), update.getValue());
                }
              });
      return start;
    }

    private Map<String, Object> setAt(HistoricActivityInstance at) {
      return set.getOrDefault(at.getId(), Map.of());
    }

    private String step(String id) {
      Element element = drawing.elements().get(id);
      Matcher step =
          STEP.matcher(
              element == null
                  ? ""
                  : element.getAttributeNS(
                      "http://camunda.org/schema/1.0/bpmn", "delegateExpression"));
      return step.matches() ? step.group(1) : null;
    }

    private Happening happening(HistoricActivityInstance at) {
      return switch (at.getActivityType()) {
        case "userTask" -> new Happening(at.getActivityId(), null, null, null, setAt(at));
        case "boundaryTimer", "intermediateTimer", "startTimerEvent" ->
            new Happening(null, at.getActivityId(), null, null, null);
        case "boundaryMessage", "intermediateMessageCatch", "messageStartEvent" ->
            new Happening(null, null, message(at.getActivityId()), null, setAt(at));
        case "callActivity" -> new Happening(null, null, null, at.getActivityId(), setAt(at));
        default -> null;
      };
    }

    private String message(String event) {
      Element element = drawing.elements().get(event);
      return ElementFacts.childrenOf(element).stream()
          .filter(part -> part.getLocalName().equals("messageEventDefinition"))
          .map(part -> drawing.elements().get(part.getAttribute("messageRef")))
          .filter(java.util.Objects::nonNull)
          .map(message -> message.getAttribute("name"))
          .findFirst()
          .orElse(event);
    }

    /** For whom it was repeated; the list itself is not kept, but each of its parts is. */
    private void repeated(
        HistoricActivityInstance body, Map<String, List<List<Object>>> collections) {
      Element element = drawing.elements().get(body.getActivityId().replaceFirst("#.*", ""));
      Element loop =
          element == null
              ? null
              : ElementFacts.childrenOf(element).stream()
                  .filter(part -> part.getLocalName().equals("multiInstanceLoopCharacteristics"))
                  .findFirst()
                  .orElse(null);
      if (loop == null) {
        return;
      }
      String camunda = "http://camunda.org/schema/1.0/bpmn";
      List<String> parts =
          way.stream()
              .filter(at -> body.getId().equals(at.getParentActivityInstanceId()))
              .map(HistoricActivityInstance::getId)
              .toList();
      List<Object> values =
          updates.stream()
              .filter(
                  update ->
                      update
                              .getVariableName()
                              .equals(loop.getAttributeNS(camunda, "elementVariable"))
                          && (parts.contains(update.getActivityInstanceId())
                              || body.getId().equals(update.getActivityInstanceId())))
              .map(HistoricVariableUpdate::getValue)
              .toList();
      collections
          .computeIfAbsent(loop.getAttributeNS(camunda, "collection"), c -> new ArrayList<>())
          .add(
              values.size() == parts.size()
                  ? values
                  : IntStream.rangeClosed(1, parts.size()).mapToObj(i -> (Object) i).toList());
    }
  }

  private static LocalDateTime local(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }

  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Date
        || value instanceof Collection<?>;
  }
}
