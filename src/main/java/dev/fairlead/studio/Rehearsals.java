package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.ProjectNames;
import dev.fairlead.engine.TableOverride;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Rehearsal.Case;
import dev.fairlead.studio.Rehearsal.Row;
import dev.fairlead.studio.Rehearsal.Value;
import dev.fairlead.studio.TableHead.Input;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Service;

/**
 * Asks a decision table about the cases that the engine's history holds. The table is evaluated by
 * itself, beside the engine, so nothing is written; what the process contract refuses is not
 * evaluated (see {@link Drafts#check}).
 */
@Service
public class Rehearsals {
  /** What took longer than this stays as it is; the page says how far it came. */
  private static final long LONGEST_NANOS = 15_000_000_000L;

  /** So many processes are asked for their variables in one statement. */
  private static final int AT_ONCE = 500;

  private final HistoryService history;
  private final RepositoryService repository;
  private final EngineGateway engine;
  private final ProjectNames projects;
  private final List<TableOverride> overrides;

  Rehearsals(
      HistoryService history,
      RepositoryService repository,
      EngineGateway engine,
      ProjectNames projects,
      List<TableOverride> overrides) {
    this.history = history;
    this.repository = repository;
    this.engine = engine;
    this.projects = projects;
    this.overrides = overrides;
  }

  /**
   * Asks this file about the newest past cases of the table.
   *
   * @param xml DMN that keeps the process contract
   */
  public Rehearsal rehearse(String key, String xml) {
    return engine.asSystem(() -> new Run(key, xml).through());
  }

  /**
   * An answer.
   *
   * @param rows that matched
   * @param results by the names of their variables; null where the table could not answer
   */
  private record Answer(List<Row> rows, List<Map<String, String>> results) {}

  /** A case that would go another way, before anybody looked up what it was about. */
  private record Found(
      HistoricDecisionInstance one, List<Value> inputs, List<Row> then, List<Row> now) {}

  private final class Run {
    private final String key;
    private final TableHead table;
    private final DmnEngine rules;
    private final DmnDecision decision;
    private final Map<String, TableHead> versions = new HashMap<>();
    private final Map<Map<String, Object>, Answer> answers = new HashMap<>();
    private final Map<String, Integer> missing = new LinkedHashMap<>();
    private final Set<String> newResults = new HashSet<>();
    private final TableOverride override;
    private final Map<String, Map<String, Object>> variables = new HashMap<>();
    private DmnDecisionTableEvaluationEvent told;

    Run(String key, String xml) {
      this.key = key;
      this.table = TableHead.of(xml);
      this.override =
          overrides.stream().filter(one -> one.table().equals(key)).findFirst().orElse(null);
      DmnEngineConfiguration settings =
          DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
      settings.setCustomPostDecisionTableEvaluationListeners(List.of(event -> told = event));
      this.rules = settings.buildEngine();
      this.decision =
          rules.parseDecision(key, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    Rehearsal through() {
      var past = history.createHistoricDecisionInstanceQuery().decisionDefinitionKey(key);
      long all = past.count();
      List<HistoricDecisionInstance> newest =
          past.includeInputs()
              .includeOutputs()
              .orderByEvaluationTime()
              .desc()
              .listPage(0, Rehearsal.MOST);
      readVariables(newest);
      long end = System.nanoTime() + LONGEST_NANOS;
      List<Found> different = new ArrayList<>();
      Set<List<Object>> known = new HashSet<>();
      int asked = 0;
      int again = 0;
      for (HistoricDecisionInstance one : newest) {
        if (System.nanoTime() > end) {
          break;
        }
        if (!known.add(fact(one))) {
          again++;
          continue;
        }
        asked++;
        TableHead before = versionOf(one);
        Answer then = then(one, before);
        Answer now = now(one, before);
        if (!same(then, now, before)) {
          different.add(new Found(one, inputs(one, before), then.rows(), now.rows()));
        }
      }
      return new Rehearsal(asked, all - again, asked - different.size(), named(different), notes());
    }

    /** What a rule beside the table looks at, as it was last in each process. */
    private void readVariables(List<HistoricDecisionInstance> cases) {
      if (override == null) {
        return;
      }
      List<String> instances =
          cases.stream()
              .map(HistoricDecisionInstance::getProcessInstanceId)
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      for (int from = 0; from < instances.size(); from += AT_ONCE) {
        List<String> some = instances.subList(from, Math.min(from + AT_ONCE, instances.size()));
        history
            .createHistoricVariableInstanceQuery()
            .processInstanceIdIn(some.toArray(String[]::new))
            .variableNameIn(override.reads().toArray(String[]::new))
            .list()
            .forEach(
                one ->
                    variables
                        .computeIfAbsent(one.getProcessInstanceId(), id -> new HashMap<>())
                        .put(one.getName(), one.getValue()));
      }
    }

    /** The answer as it holds: a rule of the application may stand above the table's. */
    private Map<String, String> held(
        TableHead of, Map<String, Object> facts, Map<String, Object> answer) {
      Map<String, String> said = new LinkedHashMap<>();
      answer.forEach((name, value) -> said.put(name, text(value)));
      if (override != null) {
        override
            .instead(facts, answer)
            .forEach(
                (name, value) -> {
                  if (of.results().containsKey(name)) {
                    said.put(name, value);
                  }
                });
      }
      return said;
    }

    /**
     * What makes a case: a process asks again about the same for each of several approvals, or
     * after a postponement, which is one decision.
     */
    private List<Object> fact(HistoricDecisionInstance one) {
      return one.getProcessInstanceId() == null
          ? List.of(one.getId())
          : List.of(
              one.getProcessInstanceId(),
              String.valueOf(one.getActivityId()),
              one.getDecisionDefinitionId(),
              recorded(one).toString());
    }

    private List<String> notes() {
      Stream<String> notRecorded =
          missing.entrySet().stream()
              .map(m -> Sentences.say("studio.rehearsal.missing", m.getKey(), m.getValue()));
      Stream<String> notCompared =
          newResults.stream()
              .sorted()
              .map(title -> Sentences.say("studio.rehearsal.newResult", title));
      return Stream.concat(notRecorded, notCompared).toList();
    }

    // ---- what it was then

    private TableHead versionOf(HistoricDecisionInstance one) {
      return versions.computeIfAbsent(
          one.getDecisionDefinitionId(),
          id -> {
            try (InputStream file = repository.getDecisionModel(id)) {
              return TableHead.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    private Answer then(HistoricDecisionInstance one, TableHead before) {
      Map<Integer, List<HistoricDecisionOutputInstance>> byRow =
          one.getOutputs().stream()
              .collect(
                  Collectors.groupingBy(
                      HistoricDecisionOutputInstance::getRuleOrder,
                      TreeMap::new,
                      Collectors.toList()));
      Map<String, Object> facts = facts(one, before);
      List<Row> rows = new ArrayList<>();
      List<Map<String, String>> results = new ArrayList<>();
      for (List<HistoricDecisionOutputInstance> outputs : byRow.values()) {
        Map<String, Object> answer = new LinkedHashMap<>();
        outputs.forEach(output -> answer.put(output.getVariableName(), output.getValue()));
        Map<String, String> said = held(before, facts, answer);
        rows.add(row(before, outputs.get(0).getRuleId(), said));
        results.add(said);
      }
      return summed(one.getCollectResultValue(), new Answer(rows, results));
    }

    private List<Value> inputs(HistoricDecisionInstance one, TableHead before) {
      Map<String, Object> recorded = recorded(one);
      return before.inputs().stream()
          .map(input -> new Value(input.title(), text(recorded.get(input.id()))))
          .toList();
    }

    private Map<String, Object> recorded(HistoricDecisionInstance one) {
      Map<String, Object> values = new HashMap<>();
      for (HistoricDecisionInputInstance input : one.getInputs()) {
        values.put(input.getClauseId(), input.getValue());
      }
      return values;
    }

    // ---- what it would be now

    private Map<String, Object> facts(HistoricDecisionInstance one, TableHead before) {
      Map<String, Object> recorded = recorded(one);
      Map<String, Object> facts =
          new HashMap<>(variables.getOrDefault(id(one.getProcessInstanceId()), Map.of()));
      before.inputs().stream()
          .filter(input -> input.isPlain() && recorded.containsKey(input.id()))
          .forEach(input -> facts.put(input.expression(), recorded.get(input.id())));
      return facts;
    }

    private Answer now(HistoricDecisionInstance one, TableHead before) {
      Map<String, Object> facts = facts(one, before);
      for (Input input : table.inputs()) {
        if (input.isPlain() && !facts.containsKey(input.expression())) {
          missing.merge(input.title(), 1, Integer::sum);
          facts.put(input.expression(), null);
        }
      }
      return answers.computeIfAbsent(facts, this::ask);
    }

    private Answer ask(Map<String, Object> facts) {
      try {
        told = null;
        rules.evaluateDecisionTable(decision, facts);
      } catch (RuntimeException refused) {
        // several rows where one is allowed, or a cell that cannot be computed from these values
        String why = refused.getMessage() == null ? "" : refused.getMessage();
        String sentence =
            Sentences.say(
                "studio.rehearsal.noAnswer",
                why.length() > 300 ? why.substring(0, 299) + "…" : why);
        return new Answer(List.of(new Row(0, sentence, List.of())), null);
      }
      List<Row> rows = new ArrayList<>();
      List<Map<String, String>> results = new ArrayList<>();
      for (DmnEvaluatedDecisionRule rule : told.getMatchingRules()) {
        Map<String, Object> answer = new LinkedHashMap<>();
        rule.getOutputEntries()
            .values()
            .forEach(output -> answer.put(output.getOutputName(), output.getValue().getValue()));
        Map<String, String> said = held(table, facts, answer);
        rows.add(row(table, rule.getId(), said));
        results.add(said);
      }
      return summed(
          told.getCollectResultValue() == null ? null : told.getCollectResultValue().getValue(),
          new Answer(rows, results));
    }

    /** What a table that adds up its rows answers is the sum, not the rows. */
    private Answer summed(Object sum, Answer answer) {
      return sum == null ? answer : new Answer(answer.rows(), List.of(Map.of("", text(sum))));
    }

    private Row row(TableHead of, String id, Map<String, String> said) {
      TableHead.Rule rule = of.rules().getOrDefault(id, new TableHead.Rule(0, ""));
      return new Row(
          rule.number(),
          rule.note(),
          said.entrySet().stream()
              .map(e -> new Value(of.results().getOrDefault(e.getKey(), e.getKey()), e.getValue()))
              .toList());
    }

    /** Only what both versions answer can be compared. */
    private boolean same(Answer then, Answer now, TableHead before) {
      if (now.results() == null) {
        return false;
      }
      table
          .results()
          .forEach(
              (name, title) -> {
                if (!before.results().containsKey(name)) {
                  newResults.add(title);
                }
              });
      return shared(then, before).equals(shared(now, before));
    }

    private List<Map<String, String>> shared(Answer answer, TableHead before) {
      return answer.results().stream()
          .map(
              result ->
                  result.entrySet().stream()
                      .filter(
                          e ->
                              e.getKey().isEmpty()
                                  || before.results().containsKey(e.getKey())
                                      && table.results().containsKey(e.getKey()))
                      .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
          .toList();
    }
  }

  // ---- what it was about

  private List<Case> named(List<Found> different) {
    Set<String> instances = new HashSet<>();
    different.stream()
        .limit(Rehearsal.SHOWN)
        .map(Found::one)
        .flatMap(
            one -> Stream.of(id(one.getProcessInstanceId()), id(one.getRootProcessInstanceId())))
        .filter(id -> !id.isEmpty())
        .forEach(instances::add);
    Map<String, String> keys = new HashMap<>();
    if (!instances.isEmpty()) {
      for (HistoricProcessInstance instance :
          history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list()) {
        keys.put(instance.getId(), instance.getBusinessKey());
      }
    }
    return different.stream().map(found -> named(found, keys)).toList();
  }

  private Case named(Found found, Map<String, String> keys) {
    String about = keys.get(id(found.one().getProcessInstanceId()));
    String project = keys.getOrDefault(id(found.one().getRootProcessInstanceId()), about);
    String name = project == null ? null : projects.nameOf(project);
    return new Case(
        about,
        name == null ? null : project,
        name,
        moment(found.one().getEvaluationTime()),
        found.inputs(),
        found.then(),
        found.now());
  }

  private static String id(String instance) {
    return instance == null ? "" : instance;
  }

  private static LocalDateTime moment(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }

  /** A value as people read it; the same number is the same text whatever type it has. */
  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Number number) {
      BigDecimal plain = new BigDecimal(number.toString()).stripTrailingZeros();
      return plain.toPlainString();
    }
    return value instanceof Date date ? Sentences.moment(moment(date)) : value.toString();
  }
}
