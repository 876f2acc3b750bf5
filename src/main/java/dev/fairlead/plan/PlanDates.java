package dev.fairlead.plan;

import dev.fairlead.plan.conflict.PlannedProject;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the plans of all active projects hold for one person: the tasks that are theirs, and the
 * milestones of the projects that they take part in. An entry is called as in the exported calendar
 * of a plan, so that both are the same to a calendar program.
 */
@Component
@Transactional(readOnly = true)
class PlanDates implements PersonalDates {
  private static final int MOST_PROJECTS = 200;

  private final JdbcClient jdbc;
  private final Portfolio portfolio;

  PlanDates(JdbcClient jdbc, Portfolio portfolio) {
    this.jdbc = jdbc;
    this.portfolio = portfolio;
  }

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    List<String> keys =
        jdbc.sql(
                "select p.project_key from project p where p.phase in ('PLANNING', 'APPROVAL', 'TRACKING')"
                    + " and (p.coordinator = :me or p.sponsor = :me"
                    + " or p.project_key in (select project_key from team_member where username = :me)"
                    + " or p.project_key in (select project_key from plan_task where owner = :me))"
                    + " order by p.project_key limit "
                    + MOST_PROJECTS)
            .param("me", username)
            .query(String.class)
            .list();
    List<CalendarEntry> entries = new ArrayList<>();
    for (PlannedProject planned : portfolio.active(keys)) {
      for (PlanTask task : planned.work()) {
        ScheduledTask when = planned.dates().get(task.number());
        boolean mine = username.equals(task.owner()) && !task.isDone();
        if (when == null
            || !(task.milestone() || mine)
            || when.finish().toLocalDate().isBefore(from)
            || when.start().toLocalDate().isAfter(until)) {
          continue;
        }
        entries.add(entry(planned.project(), planned.plan().version(), task, when));
      }
    }
    return entries;
  }

  private static CalendarEntry entry(
      Project project, int version, PlanTask task, ScheduledTask when) {
    String uid = project.key().toLowerCase(Locale.ROOT) + "-" + task.number() + "@fairlead";
    String title = task.name() + " (" + project.key() + ")";
    String link = "/projects/" + project.key() + "/plan?task=" + task.number();
    String text =
        Sentences.say(
            task.milestone() ? "plan.exchange.ics.milestone" : "plan.exchange.ics.task",
            project.name(),
            when.wbs());
    return task.milestone()
        ? CalendarEntry.on(uid, title, text, when.finish().toLocalDate(), link, version)
        : new CalendarEntry(uid, title, text, when.start(), when.finish(), false, link, version);
  }
}
