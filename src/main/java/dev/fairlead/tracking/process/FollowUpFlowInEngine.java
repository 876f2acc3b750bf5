package dev.fairlead.tracking.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.tracking.EscalationLadder;
import dev.fairlead.tracking.FollowUpFlow;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Tells the process {@code followUpTask}. */
@Component
class FollowUpFlowInEngine implements FollowUpFlow {
  private final EngineGateway engine;

  FollowUpFlowInEngine(EngineGateway engine) {
    this.engine = engine;
  }

  @Override
  public void taskDone(String projectKey, int task) {
    engine.correlate(
        FollowUpTaskProcess.MESSAGE_DONE,
        FollowUpTaskProcess.ID,
        projectKey,
        FollowUpTaskProcess.TASK_NUMBER,
        task);
  }

  @Override
  public void replan(
      String projectKey,
      int task,
      Function<EscalationLadder.Rungs, EscalationLadder.Moments> plan) {
    engine.moveTimers(
        FollowUpTaskProcess.ID,
        projectKey,
        FollowUpTaskProcess.TASK_NUMBER,
        task,
        variables -> {
          EscalationLadder.Moments moments = plan.apply(rungs(variables));
          return Map.of(
              FollowUpTaskProcess.REMIND_AT, Answers.date(moments.remindAt()),
              FollowUpTaskProcess.DEPUTY_AT, Answers.date(moments.deputyAt()),
              FollowUpTaskProcess.COORDINATOR_AT, Answers.date(moments.coordinatorAt()),
              FollowUpTaskProcess.MANAGER_AT, Answers.date(moments.managerAt()));
        });
  }

  private static EscalationLadder.Rungs rungs(Map<String, Object> variables) {
    return new EscalationLadder.Rungs(
        days(variables, FollowUpTaskProcess.REMIND_AFTER),
        days(variables, FollowUpTaskProcess.DEPUTY_AFTER),
        days(variables, FollowUpTaskProcess.COORDINATOR_AFTER),
        days(variables, FollowUpTaskProcess.MANAGERS_AFTER),
        (String) variables.get(FollowUpTaskProcess.LADDER_REASON));
  }

  private static Double days(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof Number number ? number.doubleValue() : null;
  }
}
