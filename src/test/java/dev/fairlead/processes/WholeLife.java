package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.Handovers;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Phase;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The life of a project with three tasks, two people and a system, from its start to its archive.
 */
abstract class WholeLife extends Scenario {
  @Autowired Closing closing;
  @Autowired Deliverables deliverables;
  @Autowired Handovers handovers;
  @Autowired EarlySupport support;
  @Autowired Registers registers;

  Phase wholeLife(String key) {
    accepted(key);
    support.choose(key, 0, "clara");
    act("maria", key, "userTask_acceptResult", "decision", "accept", "comment", "Well done");
    runWaiting();
    assertThat(projects.get(key).phase()).isEqualTo(Phase.CLOSED);
    return projects.get(key).phase();
  }

  /** Closed but for the acceptance of its result. */
  void accepted(String key) {
    track(key);
    int system = system(key);
    done(key, BUILD, TEST, GO_LIVE);
    act("clara", key, "userTask_confirmAllWorkDone");
    settle(key, system);
    for (String member : List.of("tom", "tina")) {
      act(
          member,
          key,
          "userTask_evaluateProject",
          "score",
          "5",
          "wentWell",
          "All",
          "wentBadly",
          "Nothing",
          "recommendation",
          "Same again");
    }
    runWaiting();
    assertWaiting(key, "userTask_acceptResult");
  }

  void settle(String key, int system) {
    closing.rateGoal(key, 1, GoalRating.REACHED, "45 s measured", "clara");
    act("clara", key, "userTask_rateGoals");
    deliverables.accept(key, 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    act("sofia", key, "userTask_acceptDeliverables");
    handovers.answer(key, system, HandoverAnswers.allYes(handovers, key, system), "clara");
    handovers.sign(key, system, "tarek");
    act("tarek", key, "userTask_handOverSystems");
  }

  int system(String key) {
    return registers.saveSystem(
        key,
        new PlanSystem(
            0,
            "Shop " + key,
            SystemAction.IMPLEMENT,
            "tarek",
            "production",
            Criticality.MEDIUM,
            "",
            null,
            null),
        "clara");
  }
}
