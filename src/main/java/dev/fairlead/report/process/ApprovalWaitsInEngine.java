package dev.fairlead.report.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.report.ApprovalWaits;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads when approval tasks came and went from the engine's history. */
@Component
class ApprovalWaitsInEngine implements ApprovalWaits {
  private static final int AT_ONCE = 500;

  private final HistoryService history;
  private final EngineGateway engine;

  ApprovalWaitsInEngine(@Lazy HistoryService history, @Lazy EngineGateway engine) {
    this.history = history;
    this.engine = engine;
  }

  @Override
  public List<Wait> of(String projectKey, Collection<String> changes) {
    List<Wait> waits = new ArrayList<>();
    waits.addAll(waits(Kind.PLAN, "userTask_approvePlan", List.of(projectKey)));
    waits.addAll(waits(Kind.RESULT, "userTask_acceptResult", List.of(projectKey)));
    List<String> keys = List.copyOf(changes);
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      waits.addAll(
          waits(
              Kind.CHANGE,
              "userTask_decideChange",
              keys.subList(from, Math.min(from + AT_ONCE, keys.size()))));
    }
    return waits;
  }

  private List<Wait> waits(Kind kind, String task, List<String> businessKeys) {
    return engine
        .asSystem(
            () ->
                history
                    .createHistoricTaskInstanceQuery()
                    .taskDefinitionKey(task)
                    .processInstanceBusinessKeyIn(businessKeys.toArray(String[]::new))
                    .finished()
                    .list())
        .stream()
        .map(
            (HistoricTaskInstance t) ->
                new Wait(kind, time(t.getStartTime()), time(t.getEndTime())))
        .toList();
  }

  private static LocalDateTime time(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }
}
