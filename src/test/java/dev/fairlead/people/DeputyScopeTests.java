package dev.fairlead.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A deputy may be limited to some processes. */
@FairleadTest
class DeputyScopeTests {
  private static final LocalDate FIRST = LocalDate.of(2031, 3, 3);
  private static final LocalDate LAST = FIRST.plusDays(4);
  private static final Scope PLANS = new Scope(Set.of("approvePlan"));
  private static final Scope CHANGES = new Scope(Set.of("handleChange"));

  @Autowired Users users;
  @Autowired ProcessNames processes;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void nobodyIsAway() {
    jdbc.sql("delete from substitution where first_day = ?").param(FIRST).update();
  }

  private void away(String person, String deputy, Scope scope) {
    users.substitute(person, deputy, FIRST, LAST, scope);
  }

  @Test
  void aLimitedDeputyActsInTheChosenProcessesAndNowhereElse() {
    away("maria", "tarek", CHANGES);
    assertThat(users.actsFor("tarek", FIRST, "handleChange")).containsExactly("maria");
    assertThat(users.actsFor("tarek", FIRST, "approvePlan")).isEmpty();
    assertThat(users.actsFor("tarek", FIRST, null)).isEmpty();
    assertThat(users.actsFor("tarek", FIRST)).as("outside the engine").isEmpty();
    assertThat(users.actsFor("tarek", LAST.plusDays(1), "handleChange")).isEmpty();
    assertThat(users.deputiesOf("maria", FIRST, "handleChange")).containsExactly("tarek");
    assertThat(users.deputiesOf("maria", FIRST, "approvePlan")).isEmpty();
  }

  @Test
  void aDeputyForEverythingActsEverywhere() {
    users.substitute("maria", "tarek", FIRST, LAST);
    assertThat(users.actsFor("tarek", FIRST, "handleChange")).containsExactly("maria");
    assertThat(users.actsFor("tarek", FIRST, null)).containsExactly("maria");
    assertThat(users.actsFor("tarek", FIRST)).containsExactly("maria");
    assertThat(users.deputiesOf("maria", LAST, "approvePlan")).containsExactly("tarek");
  }

  @Test
  void whoeverIsNamedTwiceMayDoWhatEitherAllows() {
    away("maria", "tarek", CHANGES);
    away("maria", "tarek", PLANS);
    away("sofia", "tarek", PLANS);
    assertThat(users.standsInFor("tarek", FIRST))
        .containsExactly(
            entry("maria", new Scope(Set.of("approvePlan", "handleChange"))),
            entry("sofia", PLANS));
    assertThat(users.actsFor("tarek", FIRST)).isEmpty();
    away("maria", "tarek", Scope.EVERYTHING);
    assertThat(users.standsInFor("tarek", FIRST)).containsEntry("maria", Scope.EVERYTHING);
    assertThat(users.actsFor("tarek", FIRST)).containsExactly("maria");
  }

  @Test
  void theScopeIsListedAndGoesWithTheDeputy() {
    away("maria", "tarek", new Scope(Set.of("handleChange", "approvePlan")));
    away("maria", "tina", Scope.EVERYTHING);
    var listed =
        users.substitutions("maria").stream().filter(s -> s.firstDay().equals(FIRST)).toList();
    assertThat(listed).extracting(Substitution::deputy).containsExactly("tina", "tarek");
    assertThat(listed)
        .extracting(s -> processes.inWords(s.scope()))
        .containsExactly("everything", "only Approve plan, Handle change");
    users.endSubstitution("maria", listed.get(1).id());
    assertThat(
            jdbc.sql("select count(*) from substitution_process where substitution_id = ?")
                .param(listed.get(1).id())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void anUnknownProcessIsRefusedAndNobodyIsNamed() {
    assertThatThrownBy(() -> away("maria", "tarek", new Scope(Set.of("handleChange", "makeTea"))))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "There is no process \"makeTea\" that asks people for something. Choose from the list.")
        .returns("processes", refused -> ((RefusedException) refused).field());
    assertThatThrownBy(() -> away("maria", "tarek", new Scope(Set.of("projectLifecycle"))))
        .as("nobody is asked there")
        .isInstanceOf(RefusedException.class);
    assertThat(users.deputiesOf("maria", FIRST, "handleChange")).isEmpty();
  }

  @Test
  void aProcessThatIsGoneIsShownByItsKeyAndDoesNoHarm() {
    away("maria", "tarek", CHANGES);
    jdbc.sql("update substitution_process set process_key = 'oldProcess'").update();
    Scope scope = users.standsInFor("tarek", FIRST).get("maria");
    assertThat(processes.inWords(scope)).isEqualTo("only oldProcess");
    assertThat(users.actsFor("tarek", FIRST, "handleChange")).isEmpty();
    assertThat(users.actsFor("tarek", FIRST)).as("not suddenly everything").isEmpty();
  }

  @Test
  void theProcessesThatAskPeopleAreOfferedByTheirNames() {
    Map<String, String> asking = processes.asking();
    assertThat(asking)
        .containsEntry("approvePlan", "Approve plan")
        .containsEntry("handleChange", "Handle change")
        .containsEntry("closeProject", "Close project")
        .doesNotContainKey("projectLifecycle");
    assertThat(List.copyOf(asking.values())).isSorted();
  }
}
