package dev.fairlead.plan.web;

import dev.fairlead.plan.RiskAnalyses;
import dev.fairlead.plan.schedule.RiskAnalysis;
import dev.fairlead.plan.schedule.RiskAnalysis.Driver;
import dev.fairlead.project.Project;
import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The odds of a plan: simulated on demand, with the tasks and risks that drive its finish. */
@Controller
@RequestMapping("/projects/{key}/plan/risk-analysis")
class RiskAnalysisPages {
  private static final int MOST_DRIVERS = 15;

  private final PlanView view;
  private final RiskAnalyses analyses;

  RiskAnalysisPages(PlanView view, RiskAnalyses analyses) {
    this.view = view;
    this.analyses = analyses;
  }

  /** A driver as it is shown. */
  public record Row(
      boolean risk,
      int number,
      String name,
      String criticality,
      String sensitivity,
      String cruciality,
      String days) {}

  @GetMapping
  String show(@PathVariable String key, Principal who, Model model) {
    Project project = view.project(key, who.getName(), model);
    model.addAttribute("mayRun", analyses.mayRun(project, who.getName()));
    model.addAttribute("progress", analyses.progress(key).orElse(null));
    Optional<RiskAnalyses.Kept> kept = analyses.latest(key);
    model.addAttribute("kept", kept.orElse(null));
    kept.ifPresent(
        result -> {
          RiskAnalysis found = result.analysis();
          model.addAttribute("sentences", RiskWords.now(found));
          model.addAttribute("chart", RiskChart.draw(found));
          model.addAttribute("bins", found.histogram());
          model.addAttribute("mean", RiskWords.days(found.meanDays()));
          model.addAttribute("deviation", RiskWords.days(found.deviationDays()));
          model.addAttribute("p10", found.p10().toLocalDate());
          model.addAttribute("drivers", rows(found));
        });
    model.addAttribute("format", new PlanPages.Format());
    return "plan/risk-analysis";
  }

  private static List<Row> rows(RiskAnalysis found) {
    return found.drivers().stream()
        .filter(driver -> driver.sensitivity() >= 0.005)
        .limit(MOST_DRIVERS)
        .map(RiskAnalysisPages::row)
        .toList();
  }

  private static Row row(Driver driver) {
    return new Row(
        driver.risk(),
        driver.number(),
        driver.name(),
        RiskWords.percent(driver.criticality()),
        RiskWords.number(driver.sensitivity()),
        RiskWords.number(driver.cruciality()),
        RiskWords.days(driver.meanDays()));
  }

  @PostMapping
  String start(@PathVariable String key, Principal who, Model model, HttpServletResponse response) {
    try {
      analyses.start(key, who.getName());
      return "redirect:/projects/{key}/plan/risk-analysis";
    } catch (RefusedException refused) {
      response.setStatus(refused.isForbidden() ? 403 : 422);
      model.addAttribute("problem", refused.getMessage());
      return show(key, who, model);
    }
  }

  @PostMapping("/cancel")
  String cancel(@PathVariable String key, Principal who) {
    analyses.cancel(key, who.getName());
    return "redirect:/projects/{key}/plan/risk-analysis";
  }

  /** The progress bar, asked for again and again; when all is done the whole page is. */
  @GetMapping("/progress")
  String progress(
      @PathVariable String key, Principal who, Model model, HttpServletResponse response) {
    Project project = view.project(key, who.getName(), model);
    model.addAttribute("mayRun", analyses.mayRun(project, who.getName()));
    Optional<Integer> progress = analyses.progress(key);
    model.addAttribute("progress", progress.orElse(100));
    if (progress.isEmpty()) {
      response.setHeader("HX-Refresh", "true");
    }
    return "plan/risk-analysis :: progress";
  }
}
