package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.CheckIn;
import dev.fairlead.tracking.CheckInRow;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The table of the weekly check-in, inside the form of its task. Every field stands twice: as it is
 * typed, and hidden as it was shown, so that only what the member changed is reported and nobody
 * takes back what somebody else reported meanwhile.
 */
@Controller
class CheckInPages {
  private static final String PERCENT = "percent-";

  private final CheckIns checkIns;
  private final Projects projects;
  private final Plans plans;
  private final Users users;

  CheckInPages(CheckIns checkIns, Projects projects, Plans plans, Users users) {
    this.checkIns = checkIns;
    this.projects = projects;
    this.plans = plans;
    this.users = users;
  }

  @GetMapping("/projects/{key}/frame/checkIn")
  String frame(@PathVariable String key, @RequestParam long checkInId, Principal who, Model model) {
    return page(checkIns.get(key, checkInId), Map.of(), who, model);
  }

  @PostMapping("/projects/{key}/check-ins/{id}")
  String answer(
      @PathVariable String key,
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response) {
    try {
      checkIns.answer(key, id, rows(key, form), who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return page(checkIns.get(key, id), form, who, model);
    }
    return "redirect:/projects/{key}/frame/checkIn?checkInId={id}";
  }

  private List<CheckInRow> rows(String key, Map<String, String> form) {
    if (form.keySet().stream().noneMatch(name -> name.startsWith(PERCENT))) {
      throw RefusedException.because("tracking.checkInEmpty");
    }
    Typed typed = new Typed(form);
    List<CheckInRow> rows = new ArrayList<>();
    for (String name : new TreeSet<>(form.keySet())) {
      if (name.matches(PERCENT + "\\d{1,9}")) {
        int task = Integer.parseInt(name.substring(PERCENT.length()));
        CheckInRow row = row(key, task, typed);
        if (row.progress() != null || row.problem() != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private CheckInRow row(String key, int task, Typed typed) {
    Integer percent = typed.whole(PERCENT + task, "percent complete");
    BigDecimal hours = typed.number("remainingHours-" + task, "the remaining hours");
    LocalDate forecast = typed.day("forecastFinish-" + task, "the forecast");
    boolean samePercent = !typed.isChanged(PERCENT + task);
    boolean sameForecast = !typed.isChanged("forecastFinish-" + task);
    String problem = typed.text("problem-" + task);
    if (samePercent && sameForecast && hours == null) {
      return new CheckInRow(task, null, problem);
    }
    PlanTask now = samePercent && percent != null ? plans.current(key).task(task) : null;
    return new CheckInRow(
        task,
        new NewProgress(
            task,
            now == null ? percent : Integer.valueOf(now.percentComplete()),
            hours,
            null,
            null,
            sameForecast ? null : forecast,
            problem,
            !sameForecast && forecast == null),
        problem);
  }

  private String page(CheckIn asked, Map<String, String> form, Principal who, Model model) {
    String key = asked.projectKey();
    Project project = projects.get(key);
    // what was typed of a task comes back, also where nobody asks of it any more
    List<PlanTask> tasks =
        !form.isEmpty()
            ? plans.current(key).tasks().stream()
                .filter(task -> form.containsKey(PERCENT + task.number()))
                .toList()
            : asked.isOpen() ? checkIns.tasks(key, asked.member()) : List.of();
    Map<String, String> shown = new HashMap<>();
    for (PlanTask task : tasks) {
      shown.put(PERCENT + task.number(), "" + task.percentComplete());
      shown.put("was-" + PERCENT + task.number(), "" + task.percentComplete());
      String forecast = task.forecastFinish() == null ? "" : task.forecastFinish().toString();
      shown.put("forecastFinish-" + task.number(), forecast);
      shown.put("was-forecastFinish-" + task.number(), forecast);
      shown.put("left-" + task.number(), hoursLeft(task));
    }
    shown.putAll(form);
    model.addAttribute("project", project);
    model.addAttribute("asked", asked);
    model.addAttribute("tasks", tasks);
    model.addAttribute("form", shown);
    model.addAttribute("paused", asked.isOpen() && project.isPaused());
    model.addAttribute(
        "mayAnswer",
        asked.isOpen() && !project.isPaused() && checkIns.mayAnswer(asked, who.getName()));
    model.addAttribute("scheduled", tasks.isEmpty() ? Map.of() : plans.schedule(key).byNumber());
    model.addAttribute("users", users);
    return "tracking/frame-checkin";
  }

  /** What the plan reckons with now, as a hint. */
  private static String hoursLeft(PlanTask task) {
    BigDecimal minutes =
        task.remainingMinutes() != null
            ? BigDecimal.valueOf(task.remainingMinutes())
            : BigDecimal.valueOf(task.durationMinutes())
                .multiply(BigDecimal.valueOf(100 - task.percentComplete()))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP);
    return minutes
        .divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
