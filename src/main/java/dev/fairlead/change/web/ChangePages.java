package dev.fairlead.change.web;

import dev.fairlead.change.ChangeConflicts;
import dev.fairlead.change.ChangeMerges;
import dev.fairlead.change.ChangeOutcomes;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.Changes.Shown;
import dev.fairlead.change.Impact;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.people.Deciders;
import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanCopies;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Link;
import dev.fairlead.project.Links;
import dev.fairlead.project.OpenTasks;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Change requests of a project, a new one with its computed impact, and each one before and after.
 */
@Controller
class ChangePages {
  private final Projects projects;
  private final Plans plans;
  private final Changes changes;
  private final ChangeConflicts conflicts;
  private final ChangeMerges merges;
  private final ChangeOutcomes outcomes;
  private final PlanCopies copies;
  private final StandardChanges standards;
  private final ImpactChart chart;
  private final ProjectRights rights;
  private final Users users;
  private final Links links;
  private final Deciders deciders;
  private final OpenTasks openTasks;
  private final FairleadClock clock;

  ChangePages(
      Projects projects,
      Plans plans,
      Changes changes,
      ChangeConflicts conflicts,
      ChangeMerges merges,
      ChangeOutcomes outcomes,
      PlanCopies copies,
      StandardChanges standards,
      ImpactChart chart,
      ProjectRights rights,
      Users users,
      Links links,
      Deciders deciders,
      OpenTasks openTasks,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.changes = changes;
    this.conflicts = conflicts;
    this.merges = merges;
    this.outcomes = outcomes;
    this.copies = copies;
    this.standards = standards;
    this.chart = chart;
    this.rights = rights;
    this.users = users;
    this.links = links;
    this.deciders = deciders;
    this.openTasks = openTasks;
    this.clock = clock;
  }

  /**
   * @param show which of them: all, open, to_close, mine
   */
  @GetMapping("/projects/{key}/changes")
  String list(
      @PathVariable String key,
      @RequestParam(required = false) String show,
      @RequestParam(defaultValue = "1") int page,
      Principal who,
      Model model) {
    Project project = projects.get(key);
    model.addAttribute("project", project);
    Shown shown = RegisterPage.chosen(show, Shown.ALL);
    RegisterPage<Shown, ChangeRequest> register = changes.register(key, shown, who.getName(), page);
    model.addAttribute("changes", register.page());
    model.addAttribute("counts", register.named());
    model.addAttribute("show", RegisterPage.name(shown));
    model.addAttribute("mayAsk", mayAsk(project, who));
    model.addAttribute("copied", copies.edits(key, who.getName()).size());
    model.addAttribute("users", users);
    return "change/changes";
  }

  private boolean mayAsk(Project project, Principal who) {
    return project.phase() == Phase.TRACKING
        && !project.isPaused()
        && rights.belongs(project, who.getName());
  }

  @GetMapping("/projects/{key}/changes/new")
  String blank(@PathVariable String key, Principal who, Model model) {
    return form(key, Map.of("type", "NORMAL", "category", "SCHEDULE"), List.of(), who, model);
  }

  @PostMapping("/projects/{key}/changes")
  String submit(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    List<EditRows.Row> rows = EditRows.typed(form);
    model.addAttribute("again", Refusals.FORM);
    if (form.containsKey("more")) {
      return form(key, form, rows, who, model);
    }
    boolean copied = form.containsKey("copy");
    ChangeRequest change;
    try {
      List<PlanEdit> edits =
          new ArrayList<>(
              copied
                  ? withProject(copies.open(key, who.getName()).edits(), form)
                  : EditRows.edits(rows));
      WorkPlan plan = plans.currentWithLines(key);
      edits.addAll(LineRows.edits(form, plan));
      edits.addAll(GoalRows.edits(form, plan));
      if (form.containsKey("preview")) {
        impact(key, changes.preview(key, edits), model);
        ChangeRequest.Type type = new Typed(form).choice("type", ChangeRequest.Type.class);
        model.addAttribute("whyNotSo", changes.whyNotAs(type, edits));
        return form(key, form, rows, who, model);
      }
      Typed typed = new Typed(form);
      change =
          changes.submit(
              key,
              new NewChange(
                  typed.choice("type", ChangeRequest.Type.class),
                  typed.choice("category", ChangeRequest.Category.class),
                  typed.text("title"),
                  typed.text("description"),
                  typed.text("reason"),
                  typed.text("notDone"),
                  typed.text("implementationPlan"),
                  typed.text("backoutPlan"),
                  edits,
                  standard(form)),
              who.getName());
      if (copied) {
        copies.discard(key, who.getName());
      }
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      // refusals of the plan name fields that this form has not; they belong to the rows
      boolean ours =
          model.getAttribute("refusedField") instanceof String field
              && (form.containsKey(field)
                  || field.equals("edits")
                  || LineRows.isOf(field)
                  || GoalRows.isOf(field));
      if (!ours) {
        model.addAttribute("refusedField", "edits");
      }
      return form(key, form, rows, who, model);
    }
    redirect.addFlashAttribute("message", Sentences.say("change.screen.submitted", change.id()));
    return "redirect:/changes/" + change.id();
  }

  /** Budget and tolerances are no part of a copy, which is a plan; they are asked for beside it. */
  private static List<PlanEdit> withProject(List<PlanEdit> copied, Map<String, String> form) {
    List<PlanEdit> edits = new ArrayList<>(copied);
    beside("budget", PlanEdit.Kind.SET_BUDGET, form, edits);
    beside("timeTolerance", PlanEdit.Kind.SET_TIME_TOLERANCE, form, edits);
    beside("costTolerance", PlanEdit.Kind.SET_COST_TOLERANCE, form, edits);
    return edits;
  }

  private static void beside(
      String field, PlanEdit.Kind kind, Map<String, String> form, List<PlanEdit> edits) {
    String typed = form.get(field);
    if (typed != null && !typed.isBlank()) {
      edits.add(PlanEdit.of(kind, null, Map.of(field, Numbers.plain(typed))));
    }
  }

  private String form(
      String key, Map<String, String> form, List<EditRows.Row> typed, Principal who, Model model) {
    Project project = projects.get(key);
    if (typed.isEmpty()) {
      copy(key, who, model);
    }
    List<EditRows.Row> rows = new ArrayList<>(typed);
    if (typed.isEmpty() || "rows".equals(form.get("more"))) {
      rows.add(new EditRows.Row(rows.size(), "", "", "", ""));
    }
    model.addAttribute("project", project);
    model.addAttribute("mayAsk", mayAsk(project, who));
    model.addAttribute("form", form);
    model.addAttribute("rows", rows);
    model.addAttribute("empty", new EditRows.Row(0, "", "", "", ""));
    model.addAttribute("standards", standards.offered());
    model.addAttribute("whats", EditRows.What.values());
    WorkPlan plan = plans.currentWithLines(key);
    List<LineRows.Row> newLines = new ArrayList<>(LineRows.typed(form));
    newLines.add(new LineRows.Row(newLines.size(), "", "", ""));
    model.addAttribute("plan", plan);
    model.addAttribute("linesSum", BudgetLine.sum(plan.lines().all()));
    model.addAttribute("newLines", newLines);
    model.addAttribute("linesWished", LineRows.any(form));
    List<GoalRows.Row> newGoals = new ArrayList<>(GoalRows.typed(form));
    newGoals.add(GoalRows.blank(newGoals.size(), Map.of()));
    model.addAttribute("goals", GoalRows.rows(form, plan));
    model.addAttribute("newGoals", newGoals);
    model.addAttribute("goalsWished", GoalRows.any(form, plan));
    return "change/new";
  }

  private void impact(String key, Impact impact, Model model) {
    model.addAttribute("impact", impact);
    model.addAttribute("chart", impact == null ? "" : chart.draw(key, impact));
  }

  private static Long standard(Map<String, String> form) {
    String number = form.getOrDefault("standard", "");
    return number.matches("\\d{1,15}") ? Long.valueOf(number) : null;
  }

  /** What this person tried out on a copy of the plan takes the place of the rows. */
  private void copy(String key, Principal who, Model model) {
    if (copies.edits(key, who.getName()).isEmpty()) {
      return;
    }
    try {
      PlanCopies.Copy copy = copies.open(key, who.getName());
      model.addAttribute("copy", copy.sentences());
      if (!model.containsAttribute("impact")) {
        impact(key, changes.preview(key, copy.edits()), model);
      }
    } catch (ConflictException | RefusedException unusable) {
      model.addAttribute("copyProblem", unusable.getMessage());
    }
  }

  /** What the copy would change, as the editor shows it below the copy after every step. */
  @GetMapping("/projects/{key}/changes/new/impact")
  String impactOfCopy(@PathVariable String key, Principal who, Model model) {
    rights.mustBelong(key, who.getName());
    try {
      List<PlanEdit> edits = copies.open(key, who.getName()).edits();
      if (!edits.isEmpty()) {
        impact(key, changes.preview(key, edits), model);
        model.addAttribute("whyNotSo", changes.whyNotAs(null, edits));
      }
    } catch (ConflictException | RefusedException unusable) {
      model.addAttribute("copyProblem", unusable.getMessage());
    }
    return "change/new :: impactOfCopy";
  }

  @GetMapping("/changes/{id}")
  String show(@PathVariable String id, Principal who, Model model) {
    ChangeRequest change = detail(id, model);
    Project project = projects.get(change.projectKey());
    model.addAttribute(
        "mayWithdraw",
        change.isPending()
            && !project.isPaused()
            && change.status() != ChangeRequest.Status.APPROVED
            && (change.requester().equals(who.getName())
                || rights.coordinates(project, who.getName())));
    model.addAttribute("targets", merges.targets(change, who.getName()));
    model.addAttribute("waiting", openTasks.about(project.key(), id));
    String ref = Link.Kind.CHANGE.ref(change.number());
    model.addAttribute("about", links.to(project.key(), List.of(ref)).getOrDefault(ref, List.of()));
    model.addAttribute("now", clock.now());
    boolean mayClose = outcomes.mayClose(change, project, who.getName());
    model.addAttribute("mayClose", mayClose);
    model.addAttribute("undone", mayClose ? outcomes.undone(id) : 0);
    model.addAttribute("outcomeCodes", ChangeRequest.OutcomeCode.values());
    Refusals.blank(model);
    return "change/change";
  }

  /** The coordinator says what a change brought that was carried out. */
  @PostMapping("/changes/{id}/close")
  String close(
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(form);
    boolean closed =
        Refusals.done(
            "close",
            () ->
                outcomes.close(
                    id,
                    typed.choice("outcomeCode", ChangeRequest.OutcomeCode.class),
                    typed.text("notes"),
                    who.getName()),
            form,
            model,
            response);
    if (!closed) {
      return show(id, who, model);
    }
    redirect.addFlashAttribute("message", Sentences.say("change.screen.closed", id));
    return "redirect:/changes/{id}";
  }

  @PostMapping("/changes/{id}/merge")
  String merge(
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(form);
    try {
      ChangeRequest survivor =
          merges.merge(id, typed.text("into"), typed.text("keep"), who.getName());
      redirect.addFlashAttribute(
          "message", Sentences.say("change.screen.merged", id, survivor.id()));
      return "redirect:/changes/" + survivor.id();
    } catch (RefusedException refused) {
      response.setStatus(refused.isForbidden() ? 403 : 422);
      model.addAttribute("problem", refused.getMessage());
      model.addAttribute("into", form.getOrDefault("into", ""));
      model.addAttribute("clash", "keep".equals(refused.field()));
      return show(id, who, model);
    }
  }

  @GetMapping("/changes/{id}/frame")
  String frame(@PathVariable String id, Model model) {
    detail(id, model);
    return "change/frame";
  }

  ChangeRequest detail(String id, Model model) {
    ChangeRequest change = changes.get(id);
    model.addAttribute("change", change);
    impact(change.projectKey(), change.impact(), model);
    model.addAttribute("conflicts", conflicts.of(id));
    model.addAttribute("merged", changes.mergedInto(id));
    model.addAttribute("track", change.isOpen() ? changes.trackRecord(change) : null);
    model.addAttribute("project", projects.get(change.projectKey()));
    model.addAttribute("users", users);
    model.addAttribute("given", given(change));
    return change;
  }

  /** How many of the approvals are given and by whom, or null where none is waited for or one. */
  private String given(ChangeRequest change) {
    return change.approvalsNeeded() == 1
            || change.status() != ChangeRequest.Status.AWAITING_APPROVAL
        ? null
        : deciders.inWords(
            change.approvalsNeeded(),
            change.approvals().stream()
                .map(a -> new Deciders.Given(a.by(), a.onBehalfOf(), a.at()))
                .toList());
  }

  @PostMapping("/changes/{id}/withdraw")
  String withdraw(@PathVariable String id, Principal who, RedirectAttributes redirect) {
    changes.withdraw(id, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("change.screen.withdrawn", id));
    return "redirect:/changes/{id}";
  }
}
