package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.LateTask;
import dev.fairlead.tracking.LateTasks;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.ToleranceAlarms;
import dev.fairlead.tracking.Tracking;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * How far the work is: reports on tasks, late tasks, earned value; and what task forms show of it.
 */
@Controller
class ProgressPages {
  private final Projects projects;
  private final Plans plans;
  private final Progress progress;
  private final Costs costs;
  private final LateTasks lateTasks;
  private final FollowUps followUps;
  private final CheckIns checkIns;
  private final CorrectiveActions correctiveActions;
  private final ToleranceAlarms alarms;
  private final Tracking tracking;
  private final ProjectRights rights;
  private final Users users;
  private final FairleadClock clock;

  ProgressPages(
      Projects projects,
      Plans plans,
      Progress progress,
      Costs costs,
      LateTasks lateTasks,
      FollowUps followUps,
      CheckIns checkIns,
      CorrectiveActions correctiveActions,
      ToleranceAlarms alarms,
      Tracking tracking,
      ProjectRights rights,
      Users users,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.progress = progress;
    this.costs = costs;
    this.lateTasks = lateTasks;
    this.followUps = followUps;
    this.checkIns = checkIns;
    this.correctiveActions = correctiveActions;
    this.alarms = alarms;
    this.tracking = tracking;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping("/projects/{key}/progress")
  String show(
      @PathVariable String key,
      @RequestParam(required = false) Integer task,
      @RequestParam(required = false) LocalDate date,
      @RequestParam(defaultValue = "1") int reports,
      Principal who,
      Model model) {
    Map<String, String> form = new HashMap<>();
    PlanTask chosen = task == null ? null : plans.current(key).task(task);
    if (chosen != null) {
      show(form, "task", chosen.number());
      show(form, "percent", chosen.percentComplete());
      show(form, "actualStart", day(chosen.actualStart()));
      show(form, "actualFinish", day(chosen.actualFinish()));
      show(form, "forecastFinish", chosen.forecastFinish());
      model.addAttribute("reports", progress.reportPage(key, task, reports));
      model.addAttribute("chosen", chosen);
    }
    return page(key, date, form, who.getName(), model);
  }

  @PostMapping("/projects/{key}/progress")
  String report(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      Typed typed = new Typed(form);
      Integer task = typed.whole("task", "the task");
      if (task == null) {
        throw RefusedException.ofField("task", "tracking.missing", "the task");
      }
      progress.report(key, said(key, task, typed), who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return page(key, null, form, who.getName(), model);
    }
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.reported"));
    return "redirect:/projects/{key}/progress";
  }

  /** Every value twice: as it is typed, and hidden as it was shown. */
  private static void show(Map<String, String> form, String field, Object value) {
    String text = value == null ? "" : value.toString();
    form.put(field, text);
    form.put("was-" + field, text);
  }

  private static LocalDate day(LocalDateTime moment) {
    return moment == null ? null : moment.toLocalDate();
  }

  /**
   * What the form says of a task: only what was changed in it, so that nobody takes back what
   * somebody else reported since it was opened, or reports the days of one task on another.
   */
  private NewProgress said(String key, int task, Typed typed) {
    boolean shown = !typed.isChanged("task");
    PlanTask now = plans.current(key).task(task);
    Integer percent = typed.whole("percent", "percent complete");
    return new NewProgress(
        task,
        shown && now != null && percent != null && !typed.isChanged("percent")
            ? Integer.valueOf(now.percentComplete())
            : percent,
        typed.number("remainingHours", "the remaining hours"),
        changed(typed, "actualStart", "the actual start"),
        changed(typed, "actualFinish", "the actual finish"),
        changed(typed, "forecastFinish", "the forecast"),
        typed.text("note"),
        shown && typed.isChanged("forecastFinish") && typed.text("forecastFinish") == null);
  }

  private static LocalDate changed(Typed typed, String field, String label) {
    return typed.isChanged(field) ? typed.day(field, label) : null;
  }

  private String page(
      String key, LocalDate date, Map<String, String> form, String by, Model model) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    boolean coordinates = rights.coordinates(project, by);
    List<PlanTask> mine =
        plan.tasks().stream()
            .filter(task -> !plan.isSummary(task.number()))
            .filter(task -> coordinates || rights.stands(task.owner(), by))
            .toList();
    LocalDate day = date == null ? project.statusDate(clock.today()) : date;
    model.addAttribute("project", project);
    model.addAttribute("form", form);
    model.addAttribute("coordinates", coordinates);
    model.addAttribute(
        "mayReport", project.phase() == Phase.TRACKING && !project.isPaused() && !mine.isEmpty());
    // a form that comes back says of which task it is, whoever owns it by now
    boolean again = Refusals.FORM.equals(model.getAttribute("again"));
    model.addAttribute(
        "tasks",
        !again
            ? mine
            : plan.tasks().stream()
                .filter(
                    task -> mine.contains(task) || ("" + task.number()).equals(form.get("task")))
                .toList());
    model.addAttribute(
        "scheduled", plan.tasks().isEmpty() ? Map.of() : plans.schedule(key).byNumber());
    model.addAttribute("latest", progress.latest(key));
    model.addAttribute("late", project.phase() == Phase.TRACKING ? lateTasks.of(key) : List.of());
    model.addAttribute("alarm", alarms.of(project).orElse(null));
    model.addAttribute("followUps", followUps.open(key));
    model.addAttribute("checkIns", checkIns.open(key));
    model.addAttribute("plan", plan);
    model.addAttribute("users", users);
    figures(key, day, model);
    model.addAttribute("parts", costs.parts(key, day));
    return "tracking/progress";
  }

  private void figures(String key, LocalDate day, Model model) {
    List<EarnedValue.Point> points = costs.curve(key, day);
    model.addAttribute("day", day);
    model.addAttribute("points", points);
    model.addAttribute("pointsJson", ChartData.of(points));
    model.addAttribute("figures", costs.figures(key, day));
    model.addAttribute("waitingSum", costs.waiting(key, day));
  }

  /** Tasks that wait since an older release ask for it by the name that changes have. */
  @GetMapping("/projects/{key}/frame/{view:lateTask|change}")
  String lateTask(
      @PathVariable String key, @RequestParam(required = false) Integer taskNumber, Model model) {
    model.addAttribute("project", projects.get(key));
    model.addAttribute(
        "late",
        lateTasks.of(key).stream()
            .filter(t -> taskNumber == null || t.number() == taskNumber)
            .toList());
    WorkPlan plan = plans.current(key);
    model.addAttribute(
        "followUp", taskNumber == null ? null : followUps.findOpen(key, taskNumber).orElse(null));
    model.addAttribute("one", taskNumber == null ? null : plan.task(taskNumber));
    model.addAttribute(
        "reports", taskNumber == null ? Page.empty() : progress.reportPage(key, taskNumber, 1));
    model.addAttribute("users", users);
    return "tracking/frame-late";
  }

  @GetMapping("/projects/{key}/frame/workDone")
  String workDone(@PathVariable String key, Model model) {
    model.addAttribute("project", projects.get(key));
    model.addAttribute("undone", tracking.undone(key));
    model.addAttribute("users", users);
    return "tracking/frame-work";
  }

  @GetMapping("/projects/{key}/frame/corrective")
  String corrective(@PathVariable String key, Model model) {
    model.addAttribute("project", projects.get(key));
    LateTasks.Review review = lateTasks.review(key);
    model.addAttribute("review", review);
    model.addAttribute("out", correctiveActions.out(projects.get(key), review));
    model.addAttribute("late", lateTasks.of(key).stream().filter(LateTask::late).toList());
    model.addAttribute("decisions", correctiveActions.all(key));
    model.addAttribute("users", users);
    figures(key, clock.today(), model);
    return "tracking/frame-corrective";
  }
}
