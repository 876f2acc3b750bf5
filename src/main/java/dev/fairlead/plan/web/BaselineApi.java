package dev.fairlead.plan.web;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineComparison;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.project.Projects;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Approved plans for other programs. */
@RestController
@Tag(name = "Plans")
class BaselineApi {
  private final Baselines baselines;
  private final Projects projects;

  BaselineApi(Baselines baselines, Projects projects) {
    this.baselines = baselines;
    this.projects = projects;
  }

  /**
   * A baseline without its tasks.
   *
   * @param budgetLines null where the baseline is too old to have kept them
   * @param hash SHA-256 over its content
   * @param intact whether its content still gives this hash
   */
  record Head(
      int number,
      LocalDateTime frozenAt,
      String frozenBy,
      String reason,
      LocalDateTime start,
      LocalDateTime finish,
      BigDecimal cost,
      BigDecimal budget,
      List<BudgetLine> budgetLines,
      int tasks,
      String hash,
      boolean intact) {}

  /** The baselines of a project, the first one first. */
  @GetMapping("/api/projects/{key}/baselines")
  List<Head> all(@PathVariable String key) {
    return baselines.all(projects.get(key).key()).stream().map(this::head).toList();
  }

  private Head head(Baseline one) {
    return new Head(
        one.number(),
        one.frozenAt(),
        one.frozenBy(),
        one.reason(),
        one.start(),
        one.finish(),
        one.cost(),
        one.budget(),
        one.budgetLines(),
        one.tasks().size(),
        one.hash(),
        baselines.isIntact(one));
  }

  /**
   * Two states of the plan side by side, task by task and by the lines of the budget; each is the
   * number of a baseline, or <code>
   * now</code> for the plan as it stands.
   */
  @GetMapping("/api/projects/{key}/baselines/{from}/compare/{to}")
  BaselineComparison compare(
      @PathVariable String key, @PathVariable String from, @PathVariable String to) {
    return baselines.compare(key, BaselinePages.number(key, from), BaselinePages.number(key, to));
  }
}
