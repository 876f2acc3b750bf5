package dev.fairlead.report.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.report.ProcessRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reads the engine's history of a project: its life, all that it called, and what ran beside it.
 */
@Component
class ProcessRecordInEngine implements ProcessRecord {
  private static final int AT_ONCE = 500;

  private final HistoryService history;
  private final RepositoryService repository;
  private final EngineGateway engine;

  ProcessRecordInEngine(
      @Lazy HistoryService history,
      @Lazy RepositoryService repository,
      @Lazy EngineGateway engine) {
    this.history = history;
    this.repository = repository;
    this.engine = engine;
  }

  @Override
  public Kept of(String projectKey) {
    return engine.asSystem(
        () -> {
          List<HistoricProcessInstance> instances = instances(projectKey);
          return new Kept(sources(instances), steps(instances));
        });
  }

  private List<Source> sources(List<HistoricProcessInstance> instances) {
    Map<String, byte[]> files = new TreeMap<>();
    for (HistoricProcessInstance instance : instances) {
      files.computeIfAbsent(
          instance.getProcessDefinitionKey()
              + "-v"
              + instance.getProcessDefinitionVersion()
              + ".bpmn",
          name -> read(repository.getProcessModel(instance.getProcessDefinitionId())));
      decisions(instance.getId(), files);
    }
    return files.entrySet().stream()
        .map(file -> new Source(file.getKey(), file.getValue()))
        .toList();
  }

  private void decisions(String instance, Map<String, byte[]> files) {
    for (HistoricDecisionInstance decision :
        history.createHistoricDecisionInstanceQuery().processInstanceId(instance).list()) {
      DecisionDefinition table =
          repository.getDecisionDefinition(decision.getDecisionDefinitionId());
      files.computeIfAbsent(
          table.getKey() + "-v" + table.getVersion() + ".dmn",
          name -> read(repository.getDecisionModel(table.getId())));
    }
  }

  private static byte[] read(InputStream model) {
    try (model) {
      return model.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Step> steps(List<HistoricProcessInstance> instances) {
    List<Step> steps = new ArrayList<>();
    for (HistoricProcessInstance instance : instances) {
      List<HistoricActivityInstance> some;
      int from = 0;
      do {
        some =
            history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .orderByHistoricActivityInstanceId()
                .asc()
                .listPage(from, AT_ONCE);
        some.forEach(activity -> steps.add(step(instance, activity)));
        from += AT_ONCE;
      } while (some.size() == AT_ONCE);
    }
    steps.sort(Comparator.comparing(Step::start));
    return steps;
  }

  private static Step step(HistoricProcessInstance instance, HistoricActivityInstance activity) {
    return new Step(
        instance.getProcessDefinitionKey(),
        instance.getProcessDefinitionVersion(),
        instance.getBusinessKey(),
        activity.getActivityId(),
        activity.getActivityName(),
        activity.getActivityType(),
        moment(activity.getStartTime()),
        moment(activity.getEndTime()),
        activity.getAssignee(),
        activity.isCanceled());
  }

  private static LocalDateTime moment(Date date) {
    return date == null ? null : LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }

  /** Its life and what that called; and the processes that name the project, with theirs. */
  private List<HistoricProcessInstance> instances(String projectKey) {
    Map<String, HistoricProcessInstance> roots = new LinkedHashMap<>();
    for (HistoricProcessInstanceQuery query :
        List.of(
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(projectKey)
                .rootProcessInstances(),
            history
                .createHistoricProcessInstanceQuery()
                .variableValueEquals("projectKey", projectKey)
                .rootProcessInstances())) {
      all(query).forEach(root -> roots.put(root.getId(), root));
    }
    Map<String, HistoricProcessInstance> all = new LinkedHashMap<>(roots);
    for (String root : roots.keySet()) {
      all(history.createHistoricProcessInstanceQuery().rootProcessInstanceId(root))
          .forEach(called -> all.putIfAbsent(called.getId(), called));
    }
    return List.copyOf(all.values());
  }

  private static List<HistoricProcessInstance> all(HistoricProcessInstanceQuery query) {
    query.orderByProcessInstanceStartTime().asc().orderByProcessInstanceId().asc();
    List<HistoricProcessInstance> all = new ArrayList<>();
    List<HistoricProcessInstance> some;
    do {
      some = query.listPage(all.size(), AT_ONCE);
      all.addAll(some);
    } while (some.size() == AT_ONCE);
    return all;
  }
}
