package dev.fairlead.demo;

import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Progress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * What happens in the demo world and when, in the words in which its projects are written. One for
 * each making.
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class DemoScript {
  /** Something that happened at one moment of the past. */
  record Step(LocalDateTime at, Runnable work) {}

  private final ProcessDriver driver;
  private final Progress progress;
  private final Postings postings;
  private final Projects projects;
  private final Registers registers;
  private final Plans plans;
  private final Reports reports;
  private final FollowUps followUps;

  private final List<Step> steps = new ArrayList<>();
  private LocalDate monday;

  DemoScript(
      ProcessDriver driver,
      Progress progress,
      Postings postings,
      Projects projects,
      Registers registers,
      Plans plans,
      Reports reports,
      FollowUps followUps) {
    this.driver = driver;
    this.progress = progress;
    this.postings = postings;
    this.projects = projects;
    this.registers = registers;
    this.plans = plans;
    this.reports = reports;
    this.followUps = followUps;
  }

  /** All that happened until this moment, in its order. */
  List<Step> until(LocalDateTime now, List<DemoProject> projects) {
    monday = now.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    projects.forEach(project -> project.write(this));
    checkIns(List.of("VPN-RENEW", "ERP-FIN", "BACKUP-26"));
    return steps.stream()
        .filter(step -> !step.at().isAfter(now))
        .sorted(Comparator.comparing(Step::at))
        .toList();
  }

  /** From which weeks are counted back. */
  LocalDate monday() {
    return monday;
  }

  /** At an hour of a working day (0 is Monday) so many weeks ago. */
  void at(int weeksAgo, int day, int hour, Runnable work) {
    steps.add(new Step(monday.minusWeeks(weeksAgo).plusDays(day).atTime(hour, 0), work));
  }

  void create(
      String key,
      String name,
      String summary,
      String coordinator,
      int startWeeksAgo,
      int weeks,
      String budget,
      List<Goal> goals,
      List<TeamMember> team) {
    LocalDate start = monday.minusWeeks(startWeeksAgo).plusWeeks(1);
    projects.create(
        new NewProject(
            key,
            name,
            summary,
            "sofia",
            coordinator,
            start,
            start.plusWeeks(weeks).minusDays(3),
            new BigDecimal(budget),
            5,
            new BigDecimal("10"),
            goals,
            team));
  }

  void register(String key, String by, PlanSystem... systems) {
    for (PlanSystem system : systems) {
      registers.saveSystem(key, system, by);
    }
  }

  void plan(String key, String by, PlanEdit... edits) {
    plans.edit(key, plans.current(key).version(), List.of(edits), by);
  }

  void approve(
      String key, String coordinator, int weeksAgo, List<String> team, List<String> approvers) {
    at(
        weeksAgo,
        1,
        11,
        () -> {
          driver.act(coordinator, key, "userTask_draftPlan", Map.of());
          team.forEach(
              member ->
                  driver.act(member, key, "userTask_giveFeedback", Map.of("feedback", "Agreed.")));
        });
    at(
        weeksAgo,
        2,
        10,
        () -> driver.act(coordinator, key, "userTask_submitPlan", Map.of("nextStep", "submit")));
    at(
        weeksAgo,
        3,
        10,
        () -> {
          for (String approver : approvers) {
            if (driver.waitingFor(key).contains("userTask_approvePlan")) {
              driver.act(approver, key, "userTask_approvePlan", Map.of("decision", "approve"));
            }
          }
        });
  }

  /** A Friday's report of progress and hours. */
  void work(String key, int weeksAgo, int task, String person, int percent, int hours, String by) {
    at(
        weeksAgo,
        4,
        16,
        () -> {
          LocalDate began =
              plans.current(key).task(task).actualStart() == null
                  ? monday.minusWeeks(weeksAgo)
                  : null;
          // the schedule reckons anew from how far it is
          progress.report(
              key, new NewProgress(task, percent, null, began, null, null, null, true), by);
          post(key, monday.minusWeeks(weeksAgo), task, person, hours, by);
        });
  }

  /**
   * The hours of a week, spread over its days, and approved as the coordinator does on a Friday.
   */
  private void post(
      String key, LocalDate weekStart, int task, String person, int hours, String by) {
    int days = Math.min(5, (hours + 7) / 8);
    BigDecimal left = new BigDecimal(hours);
    List<Long> posted = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      BigDecimal ofDay = left.divide(BigDecimal.valueOf(days - day), 1, RoundingMode.HALF_UP);
      left = left.subtract(ofDay);
      posted.add(
          postings.post(
              key,
              new NewPosting(
                  weekStart.plusDays(5 - days + day),
                  Posting.Kind.TIME,
                  null,
                  ofDay,
                  person,
                  task,
                  null,
                  "Work of the week"),
              by));
    }
    String coordinator = projects.get(key).coordinator();
    if (!by.equals(coordinator)) {
      postings.approve(key, posted, coordinator);
    }
  }

  void expense(String key, String amount, int line, String text, String by) {
    postings.post(
        key,
        new NewPosting(
            driver.today(),
            Posting.Kind.EXPENSE,
            new BigDecimal(amount),
            null,
            null,
            null,
            line,
            text),
        by);
  }

  void report(String key, String coordinator, String summary) {
    reports.request(key, coordinator);
    driver.act(
        coordinator,
        key,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", summary, "overrideHealth", "none"));
  }

  /**
   * The owners answer every follow-up that waits then: done where it is, otherwise with a new
   * forecast.
   */
  void followUps(String key, int weeksAgo, int day, String reason) {
    at(
        weeksAgo,
        day,
        17,
        () -> {
          for (FollowUp late : followUps.open(key)) {
            boolean done = plans.current(key).task(late.task()).isDone();
            driver.act(
                late.owner(),
                key,
                "userTask_reportOnLateTask",
                done
                    ? Map.of("reply", "done", "reason", "Finished meanwhile")
                    : Map.of(
                        "reply",
                        "newForecast",
                        "reason",
                        reason,
                        "forecastFinish",
                        driver.today().plusWeeks(2).toString()));
          }
        });
  }

  /**
   * Every Friday afternoon the team says in the weekly check-ins that nothing is new, since it has
   * reported during the week; only Tom owes last Friday's answer.
   */
  void checkIns(List<String> keys) {
    for (int weeksAgo = 20; weeksAgo > 0; weeksAgo--) {
      boolean last = weeksAgo == 1;
      for (String key : keys) {
        at(
            weeksAgo,
            4,
            16,
            () ->
                driver.waitingFor(key).stream()
                    .filter(task -> task.startsWith("userTask_reportWeeklyProgress:"))
                    .map(task -> task.replaceFirst(".*:", ""))
                    .filter(member -> !(last && member.equals("tom")))
                    .forEach(
                        member ->
                            driver.act(member, key, "userTask_reportWeeklyProgress", Map.of())));
      }
    }
  }

  /** The owners answer every risk review that waits then, and what was to be done is done. */
  void riskReviews(String key, int weeksAgo, int day) {
    at(
        weeksAgo,
        day,
        10,
        () -> {
          for (Risk risk : registers.risks(key)) {
            risk.measures()
                .forEach(
                    one -> registers.measureDone(key, risk.number(), one.id(), one.responsible()));
          }
          driver.waitingFor(key).stream()
              .filter(task -> task.startsWith("userTask_reviewRisk:"))
              .map(task -> task.replaceFirst(".*:", ""))
              .forEach(
                  owner ->
                      driver.act(
                          owner,
                          key,
                          "userTask_reviewRisk",
                          Map.of(
                              "reviewResult",
                              "open",
                              "nextReview",
                              driver.today().plusWeeks(8).toString(),
                              "reviewNote",
                              "The measures work, the rating stays")));
        });
  }

  Risk risk(String title, String cause, int likelihood, int impact, String owner) {
    return new Risk(
        0,
        false,
        title,
        cause,
        title,
        "Later or dearer than planned",
        "Delivery",
        likelihood,
        impact,
        "within project",
        owner,
        Risk.Response.REDUCE,
        List.of(
            new RiskMeasure(
                "Weekly check with those concerned", owner, driver.today().plusWeeks(6))),
        1,
        impact,
        new BigDecimal("5000"),
        driver.today().plusWeeks(6),
        Risk.RiskStatus.ACTIVE,
        null);
  }
}
