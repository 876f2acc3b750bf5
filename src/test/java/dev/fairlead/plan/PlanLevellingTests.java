package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanLevelling.Delay;
import dev.fairlead.plan.PlanLevelling.Left;
import dev.fairlead.plan.PlanLevelling.Proposal;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Proposals to level a plan and a copy of one: who may ask, what is said, what is applied. */
@FairleadTest
class PlanLevellingTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired PlanCopies copies;
  @Autowired PlanEditor editor;
  @Autowired PlanLevelling levelling;
  @Autowired Absences absences;
  @Autowired FairleadClock clock;
  @Autowired Projects projects;
  @Autowired Portfolio portfolio;
  @Autowired Registers registers;
  @Autowired Conflicts conflicts;
  @Autowired Scheduler scheduler;
  @Autowired Users users;
  @Autowired PlatformTransactionManager transactions;

  private String key;

  /** Build and Document, of five days each, are tom's at the same time; Test follows Build. */
  @BeforeEach
  void aPlanThatAsksForTooMuch() {
    clock.stopAt(LocalDateTime.of(2027, 2, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    SampleProject.nothingElseAsksForPeople(jdbc);
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    jdbc.sql("delete from absence").update();
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Build", "durationDays", "5", "owner", "tom"),
            edit(Kind.ADD_TASK, -2, "name", "Document", "durationDays", "5", "owner", "tom"),
            edit(Kind.ADD_TASK, -3, "name", "Test", "durationDays", "4", "owner", "tina"),
            edit(Kind.ADD_LINK, -3, "predecessor", "-1")),
        "clara");
  }

  @AfterEach
  void time() {
    clock.resume();
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    jdbc.sql("delete from absence").update();
  }

  private Map<Integer, ScheduledTask> dates() {
    return plans.schedule(key).byNumber();
  }

  @Test
  void withinTheSlackTooLittleCanBeDoneAndItIsSaidWhy() {
    Proposal proposal = levelling.ofPlan(key, true, "clara");

    assertThat(proposal.said())
        .isEqualTo(
            "No task has slack enough for an overload to go. Where the finish may move, more can be"
                + " done.");
    assertThat(proposal.edits()).isEmpty();
    assertThat(proposal.left())
        .containsExactly(
            new Left(
                "Tom Eriksen from 1 Mar 2027 to 5 Mar 2027: 40 h too much"
                    + " (1 \"Build\", 2 \"Document\")",
                List.of("Task 2 \"Document\" has not enough slack.")));
  }

  @Test
  void thatTheFinishMightMoveIsSaidOnlyWhereItWouldHelp() {
    plans.edit(
        key,
        1,
        List.of(
            edit(Kind.SET, 2, "constraint", "MUST_START_ON", "constraintDate", "2027-03-01"),
            edit(Kind.SET, 1, "constraint", "MUST_START_ON", "constraintDate", "2027-03-01")),
        "clara");

    Proposal proposal = levelling.ofPlan(key, true, "clara");

    assertThat(proposal.said()).isEqualTo("No task can be delayed so that an overload goes.");
    assertThat(proposal.edits()).isEmpty();
  }

  /**
   * Of three people the same: two tasks at once, and behind them one that must not wait. Each move
   * meets it later and is taken back, and everything is computed again.
   */
  @Test
  void thatItWasComputedAsOftenAsItMayBeIsSaidAlsoWhereNothingCameOfIt() {
    List<PlanEdit> edits =
        new ArrayList<>(
            List.of(
                edit(Kind.REMOVE_TASK, 1), edit(Kind.REMOVE_TASK, 2), edit(Kind.REMOVE_TASK, 3)));
    int number = 0;
    for (String person : List.of("tom", "tina", "tarek")) {
      int first = number;
      for (String name : List.of("One", "Two", "Before", "Third", "Fixed")) {
        edits.add(edit(Kind.ADD_TASK, --number, "name", name, "durationDays", "5"));
      }
      for (int owned : new int[] {1, 2, 4}) {
        edits.add(edit(Kind.SET, first - owned, "owner", person));
      }
      for (int tight : new int[] {1, 2}) {
        edits.add(edit(Kind.SET, first - tight, "deadline", "2027-03-05"));
      }
      edits.add(edit(Kind.ADD_LINK, first - 4, "predecessor", "" + (first - 3)));
      edits.add(edit(Kind.ADD_LINK, first - 5, "predecessor", "" + (first - 4)));
      edits.add(
          edit(
              Kind.SET,
              first - 5,
              "constraint",
              "START_NO_LATER_THAN",
              "constraintDate",
              "2027-03-15"));
    }
    plans.edit(key, 1, edits, "clara");

    Proposal proposal = levelling.ofPlan(key, false, "clara");

    assertThat(proposal.cut()).isTrue();
    assertThat(proposal.edits()).isEmpty();
    assertThat(proposal.left()).hasSize(3);
    assertThat(proposal.said())
        .isEqualTo(
            "No task can be delayed so that an overload goes. The plan was computed 15 times, which"
                + " is as often as it may be, and nothing better was found by then.");
  }

  @Test
  void aConstraintThatIsReplacedIsNamed() {
    LocalDateTime own = LocalDateTime.of(2027, 3, 2, 8, 0);
    plans.edit(
        key,
        1,
        List.of(
            edit(
                Kind.SET,
                2,
                "constraint",
                "START_NO_EARLIER_THAN",
                "constraintDate",
                "2027-03-02")),
        "clara");

    assertThat(levelling.ofPlan(key, false, "clara").delays())
        .singleElement()
        .returns(2, Delay::task)
        .returns(own, Delay::replaces);
  }

  /** Nor does whoever waits hold a connection to the database. */
  @Test
  void onlyAFewAreComputedAtOnce() throws Exception {
    int all = levelling.places.drainPermits();
    try {
      mvc.perform(get("/api/projects/" + key + "/plan/levelling").with(user("clara")))
          .andExpect(status().isUnprocessableEntity())
          .andExpect(
              jsonPath("$.detail")
                  .value("Several plans are being levelled just now. Try again in a minute."));
      mvc.perform(get("/api/projects/" + key + "/plan/levelling").with(user("colin")))
          .andExpect(status().isForbidden());
    } finally {
      levelling.places.release(all);
    }
    assertThat(levelling.ofPlan(key, false, "clara").edits()).isNotEmpty();
    assertThat(levelling.places.availablePermits()).isEqualTo(all);
  }

  @Test
  void noTransactionIsOpenWhileItIsComputed() {
    List<Boolean> open = new ArrayList<>();
    PlanLevelling watched =
        new PlanLevelling(
            plans,
            copies,
            projects,
            portfolio,
            registers,
            conflicts,
            (Scheduler)
                Proxy.newProxyInstance(
                    Scheduler.class.getClassLoader(),
                    new Class<?>[] {Scheduler.class},
                    (proxy, method, arguments) -> {
                      open.add(TransactionSynchronizationManager.isActualTransactionActive());
                      return method.invoke(scheduler, arguments);
                    }),
            users,
            clock,
            transactions);
    watched.ofPlan(key, false, "clara");
    PlanFixture.phase(jdbc, key, "TRACKING");
    watched.ofCopy(key, false, "tom");
    assertThat(open).isNotEmpty().containsOnly(false);
  }

  @Test
  void whatIsAppliedIsWhatWasSaidAndUndoTakesItBack() {
    Map<Integer, ScheduledTask> before = dates();
    int version = plans.current(key).version();

    Proposal proposal = levelling.ofPlan(key, false, "clara");

    assertThat(plans.current(key).version()).as("asking saves nothing").isEqualTo(version);
    assertThat(proposal.version()).isEqualTo(version);
    assertThat(proposal.said())
        .isEqualTo(
            "One task starts later; overloads that go: 1 of 1. The project finishes on 12 Mar 2027"
                + " instead of 11 Mar 2027.");
    assertThat(proposal.delays())
        .containsExactly(
            new Delay(
                2,
                "Document",
                false,
                null,
                LocalDateTime.of(2027, 3, 1, 8, 0),
                LocalDateTime.of(2027, 3, 8, 8, 0),
                LocalDateTime.of(2027, 3, 5, 17, 0),
                LocalDateTime.of(2027, 3, 12, 17, 0),
                5,
                1));
    assertThat(proposal.edits())
        .containsExactly(
            edit(
                Kind.SET,
                2,
                "constraint",
                "START_NO_EARLIER_THAN",
                "constraintDate",
                "2027-03-08"));

    editor.edit(key, version, proposal.edits(), "clara");
    assertThat(plans.schedule(key).finish()).isEqualTo(proposal.newFinish());
    assertThat(dates().get(2).start()).isEqualTo(proposal.delays().get(0).newStart());
    assertThat(levelling.ofPlan(key, false, "clara").said())
        .startsWith("Nobody is asked for too much by this plan");

    editor.undo(key, version + 1, false, "clara");
    assertThat(dates()).isEqualTo(before);
  }

  @Test
  void halfADayIsAppliedToTheHour() {
    plans.edit(key, 1, List.of(edit(Kind.SET, 1, "durationDays", "4.5")), "clara");

    Proposal proposal = levelling.ofPlan(key, false, "clara");
    assertThat(proposal.edits().get(0).values())
        .containsEntry("constraintDate", "2027-03-05T13:00");
    editor.edit(key, 2, proposal.edits(), "clara");
    assertThat(dates().get(2).start()).isEqualTo(proposal.delays().get(0).newStart());
  }

  @Test
  void aNewDeadlineMissedAndALeaveOnTheWayAreSaid() {
    plans.edit(key, 1, List.of(edit(Kind.SET, 2, "deadline", "2027-03-10")), "clara");
    absences.add("tom", LocalDate.of(2027, 3, 9), LocalDate.of(2027, 3, 9), "Dentist");

    assertThat(levelling.ofPlan(key, false, "clara").arising())
        .hasSize(2)
        .anySatisfy(said -> assertThat(said).contains("Document", "10 Mar 2027"))
        .anySatisfy(said -> assertThat(said).contains("Tom Eriksen is away on 9 Mar 2027"));
  }

  @Test
  void onlyWhatIsCarriedOutElsewhereCounts() {
    plans.edit(key, 1, List.of(edit(Kind.REMOVE_TASK, 1)), "clara");
    String other = PlanFixture.project(jdbc);
    plans.edit(
        other,
        0,
        List.of(edit(Kind.ADD_TASK, -1, "name", "Theirs", "durationDays", "3", "owner", "tom")),
        "clara");
    assertThat(levelling.ofPlan(key, false, "clara").edits()).as("still planned").isEmpty();

    PlanFixture.phase(jdbc, other, "TRACKING");
    Proposal proposal = levelling.ofPlan(key, false, "clara");
    assertThat(proposal.delays()).singleElement().returns(3.0, Delay::days);
    assertThat(proposal.solved())
        .singleElement()
        .asString()
        .contains("over several projects", "1 \"Theirs\" of " + other);

    jdbc.sql(
            "insert into project_pause (project_key, open_mark, paused_at, paused_by, reason)"
                + " values (?, 0, ?, 'clara', 'No money')")
        .params(other, clock.now())
        .update();
    assertThat(levelling.ofPlan(key, false, "clara").edits()).as("paused").isEmpty();
  }

  @Test
  void onlyWhoMayEditMayAsk() throws Exception {
    String address = "/api/projects/" + key + "/plan/levelling";
    mvc.perform(get(address).with(user("clara")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.keepFinish").value(true))
        .andExpect(jsonPath("$.left.length()").value(1));
    mvc.perform(get(address + "?keepFinish=false").with(user("clara")))
        .andExpect(jsonPath("$.edits[0].values.constraintDate").value("2027-03-08"));
    mvc.perform(get(address + "?keepFinish=perhaps").with(user("clara")))
        .andExpect(status().isBadRequest());
    mvc.perform(get(address).with(user("colin")))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").value(Matchers.containsString("Clara Lindgren")));
    PlanFixture.phase(jdbc, key, "TRACKING");
    assertThatThrownBy(() -> levelling.ofPlan(key, true, "clara"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aCopyIsLevelledAndThePlanStays() throws Exception {
    PlanFixture.phase(jdbc, key, "TRACKING");
    String address = "/api/projects/" + key + "/plan/copy/levelling?keepFinish=false";
    mvc.perform(get(address).with(user("tarek"))).andExpect(status().isForbidden());
    mvc.perform(get(address).with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.version").value(0))
        .andExpect(jsonPath("$.delays[0].task").value(2));

    copies.edit(key, 0, List.of(edit(Kind.SET, 1, "durationDays", "6")), "tom");
    Proposal proposal = levelling.ofCopy(key, false, "tom");
    assertThat(proposal.version()).isEqualTo(1);
    assertThat(proposal.delays()).singleElement().returns(6.0, Delay::days);
    copies.edit(key, 1, proposal.edits(), "tom");
    assertThat(levelling.ofCopy(key, false, "tom").edits()).isEmpty();
    assertThat(plans.current(key).task(2).constraintDate()).isNull();
    copies.undo(key, 2, "tom");
    assertThat(levelling.ofCopy(key, false, "tom").edits()).isEqualTo(proposal.edits());
  }

  @Test
  void howOftenThePlanIsComputedAsksTheDatabaseNothingMore() throws Exception {
    int few = SqlStatements.count(() -> levelling.ofPlan(key, false, "clara"));
    for (int i = 0; i < 10; i++) {
      plans.edit(
          key,
          plans.current(key).version(),
          List.of(edit(Kind.ADD_TASK, -1, "name", "More " + i, "owner", "tom")),
          "clara");
    }
    int many = SqlStatements.count(() -> levelling.ofPlan(key, false, "clara"));
    assertThat(levelling.ofPlan(key, false, "clara").edits()).hasSize(11);
    assertThat(many).isEqualTo(few).isPositive();
  }
}
