package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.project.Pauses;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** While one changes or ends an action another does: the second sees what the first did. */
@FairleadTest
class ActionsAtOnceTests {
  private static final LocalDate FRIDAY = LocalDate.of(2027, 3, 12);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Actions actions;
  @Autowired Pauses pauses;
  @Autowired FairleadClock clock;

  private AtOnce atOnce;
  private String key;
  private Action action;

  @BeforeEach
  void anOpenAction() {
    clock.stopAt(LocalDateTime.of(2027, 3, 10, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    atOnce = new AtOnce(jdbc, transactions);
    key = PlanFixture.project(jdbc);
    PlanFixture.phase(jdbc, key, "TRACKING");
    action = add("Send it");
  }

  @AfterEach
  void nothingIsLeftToDo() {
    jdbc.sql("delete from action_item where project_key = ?").param(key).update();
    clock.resume();
  }

  private static NewAction wanted(String title) {
    return new NewAction(title, "", "", null, "tom", FRIDAY, Issue.Level.LOW, true);
  }

  private Action add(String title) {
    return actions.add(key, wanted(title), "clara");
  }

  @Test
  void twoThatAreEnteredGetTwoNumbers() throws Exception {
    assertThat(atOnce.refusal(() -> add("Second"), () -> add("Third"))).isNull();
    assertThat(actions.open(key)).extracting(Action::number).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsDoneIsNotChangedAnyMore() throws Exception {
    assertThat(
            atOnce.refusal(
                () -> actions.done(action.id(), "Sent", action.seen(), "tom"),
                () -> actions.change(action.id(), wanted("Other"), action.seen(), "clara")))
        .contains("Somebody has changed " + action.id());
    assertThat(actions.get(action.id()).title()).isEqualTo("Send it");
    assertThat(actions.get(action.id()).status()).isEqualTo(Action.Status.DONE);
  }

  @Test
  void norIsItEndedTwice() throws Exception {
    assertThat(
            atOnce.refusal(
                () -> actions.cancel(action.id(), "Legal has it", action.seen(), "clara"),
                () -> actions.done(action.id(), "Sent", action.seen(), "tom")))
        .contains(action.id() + " is not open any more (Cancelled)");
    assertThat(actions.get(action.id()).outcome()).isEqualTo("Legal has it");
  }

  @Test
  void nothingIsEndedInAProjectThatIsBeingPaused() throws Exception {
    assertThat(
            atOnce.refusal(
                () -> pauses.pause(key, "The vendor is late", null, "clara"),
                () -> actions.done(action.id(), "Sent", action.seen(), "tom")))
        .contains("The vendor is late");
    assertThat(actions.get(action.id()).isOpen()).isTrue();
  }
}
