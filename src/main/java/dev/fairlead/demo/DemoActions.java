package dev.fairlead.demo;

import dev.fairlead.plan.Plans;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.NewAction;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** What meetings of the demo decided, and who had to do what afterwards. */
@Component
class DemoActions {
  private final RecordedDecisions decisions;
  private final Actions actions;
  private final Plans plans;
  private final FairleadClock clock;

  DemoActions(RecordedDecisions decisions, Actions actions, Plans plans, FairleadClock clock) {
    this.decisions = decisions;
    this.actions = actions;
    this.plans = plans;
    this.clock = clock;
  }

  /** The steering board met today. Answers with the id of the decision. */
  String decide(
      String key,
      String by,
      String title,
      String text,
      String reason,
      String about,
      String before) {
    return decisions
        .record(
            key,
            new NewDecision(
                title,
                text,
                reason,
                "Steering board: Stefan Novak, Sofia Brandt, Maria Costa",
                clock.today(),
                null,
                "The team, by mail",
                about,
                before),
            by)
        .id();
  }

  /** Somebody has to do something within so many days. Answers with the id of the action. */
  String ask(
      String key,
      String by,
      String title,
      String description,
      String about,
      String responsible,
      int days,
      Issue.Level priority) {
    LocalDate due = plans.current(key).calendar().nextWorkingDay(clock.today().plusDays(days));
    return actions
        .add(
            key,
            new NewAction(
                title, description, "Steering meeting", about, responsible, due, priority, true),
            by)
        .id();
  }

  void done(String id, String result, String by) {
    Action action = actions.get(id);
    actions.done(id, result, action.seen(), by);
  }
}
