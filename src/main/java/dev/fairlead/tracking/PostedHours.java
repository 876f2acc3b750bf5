package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What time was posted, beside what was planned and what is left. */
@Service
@Transactional(readOnly = true)
public class PostedHours {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final Baselines baselines;
  private final Costs costs;
  private final FairleadClock clock;

  PostedHours(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      Baselines baselines,
      Costs costs,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.baselines = baselines;
    this.costs = costs;
    this.clock = clock;
  }

  /** As of today, or of the day on which the project was closed. */
  public HoursTable of(String projectKey) {
    Project project = projects.get(projectKey);
    return of(project, plans.current(project), project.statusDate(clock.today()));
  }

  /** The same of a plan that is read already. */
  public HoursTable of(Project project, WorkPlan plan, LocalDate statusDate) {
    Baseline baseline = baselines.current(project.key()).orElse(null);
    return HoursTable.of(
        statusDate,
        costs.until(plan, baseline, statusDate),
        plan,
        baseline,
        booked(project.key(), statusDate));
  }

  /** A row for each person on each task, however many postings there are. */
  private List<HoursTable.Booked> booked(String projectKey, LocalDate until) {
    return jdbc.sql(
            "select task, person, state, sum(hours) as hours from posting where project_key = ?"
                + " and posting_day <= ? and state in ('APPROVED', 'SUBMITTED') and hours is not"
                + " null group by task, person, state")
        .params(projectKey, until)
        .query(
            (row, i) ->
                new HoursTable.Booked(
                    row.getObject("task", Integer.class),
                    row.getString("person"),
                    Posting.State.APPROVED.name().equals(row.getString("state")),
                    row.getBigDecimal("hours")))
        .list();
  }
}
