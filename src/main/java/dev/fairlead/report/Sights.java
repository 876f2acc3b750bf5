package dev.fairlead.report;

import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks at a project as a report tells it. */
@Component
class Sights {
  private final Projects projects;
  private final Plans plans;
  private final Baselines baselines;
  private final ReportLanguages languages;

  Sights(Projects projects, Plans plans, Baselines baselines, ReportLanguages languages) {
    this.projects = projects;
    this.plans = plans;
    this.baselines = baselines;
    this.languages = languages;
  }

  /** In the language of the project's reports. */
  Sight of(String key) {
    return of(key, Words.in(languages.of(key)));
  }

  Sight of(String key, Words words) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(plan, project);
    return new Sight(
        project,
        plan,
        schedule,
        schedule.byNumber(),
        baselines.current(key).orElse(null),
        plan.tasks().stream().collect(Collectors.toMap(PlanTask::number, Function.identity())),
        words);
  }
}
