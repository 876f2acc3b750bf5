package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.ProjectDated;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Two who write a plan and its project in the same instant: one after the other, and both do. */
@FairleadTest
class PlanAtOnceTests {
  private static final LocalDate MONDAY = LocalDate.of(2027, 3, 8);
  private static final LocalDate SUMMER = LocalDate.of(2027, 7, 30);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired ApplicationEventMulticaster events;
  @Autowired PlanEditor editor;
  @Autowired Plans plans;
  @Autowired Projects projects;
  @Autowired Registers registers;
  @Autowired ProjectData data;

  private String key;

  @BeforeEach
  void aProject() {
    key = PlanFixture.project(jdbc);
  }

  private void add(int task, String name) {
    editor.edit(key, 0, List.of(edit(Kind.ADD_TASK, task, "name", name)), "clara");
  }

  @Test
  void twoFirstEditsOfAPlanAreBothKept() throws Exception {
    String refused =
        new AtOnce(jdbc, transactions).refusal(() -> add(-1, "One"), () -> add(-2, "Other"));

    assertThat(refused).isNull();
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::name)
        .containsExactly("One", "Other");
  }

  @Test
  void aChangedStartAndALineOfTheBudgetAreBothKept() throws Exception {
    add(-1, "One");
    BudgetLine line = new BudgetLine(0, "Licences", "Expense", new BigDecimal("4000"));
    startChangedWhile(() -> registers.saveBudgetLine(key, line, "clara"));

    assertThat(plans.current(key).start()).isEqualTo(MONDAY);
    assertThat(registers.budgetLines(key)).hasSize(1);
  }

  /** Whoever edits a plan that has got another start looks at it first, as ever. */
  @Test
  void whoEditsAPlanWhileItGetsAnotherStartIsToldAndThenBothAreKept() {
    add(-1, "One");
    List<PlanEdit> edits =
        List.of(
            edit(Kind.SET_PROJECT_DEADLINE, null, "deadline", "2027-07-30"),
            edit(Kind.SET, 1, "name", "Renamed"));
    assertThatThrownBy(() -> startChangedWhile(() -> editor.edit(key, 1, edits, "clara")))
        .hasCauseInstanceOf(ConflictException.class)
        .hasMessageContaining("Somebody else has saved this plan meanwhile");

    editor.edit(key, plans.current(key).version(), edits, "clara");
    assertThat(projects.get(key))
        .returns(MONDAY, Project::start)
        .returns(SUMMER, Project::deadline);
    assertThat(plans.current(key))
        .returns(MONDAY, WorkPlan::start)
        .returns(SUMMER, WorkPlan::deadline)
        .satisfies(plan -> assertThat(plan.task(1).name()).isEqualTo("Renamed"));
  }

  /** The start is changed, and before the plan follows it somebody else writes the plan. */
  private void startChangedWhile(Runnable write) throws Exception {
    AtOnce atOnce = new AtOnce(jdbc, transactions);
    AtomicReference<CompletableFuture<Void>> writing = new AtomicReference<>();
    SmartApplicationListener meanwhile =
        new SmartApplicationListener() {
          @Override
          public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
            return PayloadApplicationEvent.class.isAssignableFrom(type);
          }

          @Override
          public void onApplicationEvent(ApplicationEvent event) {
            if (event instanceof PayloadApplicationEvent<?> of
                && of.getPayload() instanceof ProjectDated) {
              writing.set(CompletableFuture.runAsync(write));
              atOnce.awaitWaiting(writing.get());
            }
          }

          @Override
          public int getOrder() {
            return HIGHEST_PRECEDENCE;
          }
        };
    events.addApplicationListener(meanwhile);
    try {
      data.change(projects.get(key).version(), startingOn(MONDAY), "clara");
    } finally {
      events.removeApplicationListener(meanwhile);
    }
    writing.get().get(30, TimeUnit.SECONDS);
  }

  private NewProject startingOn(LocalDate start) {
    Project was = projects.get(key);
    return new NewProject(
        key,
        was.name(),
        was.summary(),
        was.sponsor(),
        was.coordinator(),
        start,
        was.deadline(),
        was.budget(),
        was.timeTolerance(),
        was.costTolerance(),
        List.of(new Goal(1, "Fewer calls", "Calls a day", "10", BigDecimal.ONE, null, null)),
        List.of());
  }

  @Test
  void whatIsNotThereCannotBeLocked() {
    TeamMember member = new TeamMember("tarek", "Developer", 50, new BigDecimal("80"));
    for (Runnable write :
        List.<Runnable>of(
            () -> projects.saveMember("NOWHERE", member),
            () -> projects.removeMember("NOWHERE", "tarek"),
            () -> projects.running("NOWHERE"),
            () -> editor.edit("NOWHERE", 0, List.of(), "clara"))) {
      assertThatThrownBy(write::run)
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("NOWHERE");
    }
  }
}
