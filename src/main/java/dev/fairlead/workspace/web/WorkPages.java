package dev.fairlead.workspace.web;

import dev.fairlead.change.ChangeOutcomes;
import dev.fairlead.communication.StakeholderReviews;
import dev.fairlead.communication.TroubledAddresses;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Actions.Waiting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.TaskDesk.Standing;
import dev.fairlead.workspace.Worklist;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** My work and the page of one task, in our own layout; the same tasks stand in Tasklist. */
@Controller
class WorkPages {
  /** Scalars of a process that say what its frames are about, handed on to the framed page. */
  private static final List<String> ABOUT =
      List.of(
          "taskNumber",
          "draftId",
          "issueId",
          "changeId",
          "reportId",
          "feedbackId",
          "riskNumber",
          "checkInId",
          "runId",
          "outsideFeedbackId",
          "contractorReportId",
          "requestId");

  private final Projects projects;
  private final Worklist worklist;
  private final TaskDesk desk;
  private final Postings postings;
  private final Actions actions;
  private final ChangeOutcomes outcomes;
  private final StakeholderReviews reviews;
  private final TroubledAddresses addresses;
  private final FairleadClock clock;

  WorkPages(
      Projects projects,
      Worklist worklist,
      TaskDesk desk,
      Postings postings,
      Actions actions,
      ChangeOutcomes outcomes,
      StakeholderReviews reviews,
      TroubledAddresses addresses,
      FairleadClock clock) {
    this.projects = projects;
    this.worklist = worklist;
    this.desk = desk;
    this.postings = postings;
    this.actions = actions;
    this.outcomes = outcomes;
    this.reviews = reviews;
    this.addresses = addresses;
    this.clock = clock;
  }

  @GetMapping("/work")
  String work(
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(name = "actions", defaultValue = "1") int actionPage,
      Model model,
      Principal who) {
    Worklist.Page found = worklist.page(who.getName(), words, page);
    List<OpenTask> all = found.tasks();
    model.addAttribute("words", words);
    model.addAttribute("page", found);
    // whoever searches is shown nothing else
    boolean searches = !words.isBlank();
    List<OpenTask> onHold = searches ? List.of() : worklist.onHold(who.getName());
    model.addAttribute("onHold", onHold);
    model.addAttribute("why", why(onHold));
    model.addAttribute(
        "mine", all.stream().filter(task -> who.getName().equals(task.assignee())).toList());
    model.addAttribute("open", all.stream().filter(task -> task.assignee() == null).toList());
    model.addAttribute(
        "forOthers",
        all.stream()
            .filter(task -> task.assignee() != null && !who.getName().equals(task.assignee()))
            .toList());
    model.addAttribute("waitsOn", worklist.waitsOn(all));
    model.addAttribute(
        "names",
        worklist.projectNames(
            Stream.concat(all.stream(), onHold.stream())
                .map(OpenTask::projectKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
    actions(searches ? null : actions.waitingFor(who.getName(), actionPage), model);
    model.addAttribute("today", clock.today());
    Refusals.blank(model);
    List<Postings.Waiting> posted = searches ? List.of() : postings.waitingFor(who.getName());
    model.addAttribute("postings", posted.stream().filter(p -> !p.isReturned()).toList());
    model.addAttribute("returned", posted.stream().filter(Postings.Waiting::isReturned).toList());
    model.addAttribute("toClose", searches ? List.of() : outcomes.waitingFor(who.getName()));
    model.addAttribute("reviews", searches ? List.of() : reviews.waitingFor(who.getName()));
    model.addAttribute("mailTrouble", addresses.of(who.getName()).orElse(null));
    model.addAttribute("now", clock.now());
    return "workspace/work";
  }

  /**
   * @param found null where nothing but tasks is looked for
   */
  private static void actions(Page<Waiting> found, Model model) {
    List<Waiting> listed = new ArrayList<>(found == null ? List.of() : found.getContent());
    if (model.getAttribute("refused") instanceof Waiting refused
        && listed.stream().noneMatch(one -> one.action().id().equals(refused.action().id()))) {
      // what was typed into its form comes back, also where it does not wait any more
      listed.add(0, refused);
      model.addAttribute("over", refused.action().id());
    }
    model.addAttribute("actions", listed);
    model.addAttribute("actionPage", found);
  }

  /** Whoever is responsible for an action says here that it is done. */
  @PostMapping("/work/actions/{id}/done")
  String actionDone(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(name = "actions", defaultValue = "1") int actionPage,
      @RequestParam Map<String, String> typed,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            "done" + id,
            () -> actions.done(id, typed.get("outcome"), typed.get("seen"), who.getName()),
            typed,
            model,
            response);
    if (done) {
      flash.addFlashAttribute("message", Sentences.say("tracking.screen.actions.ended.done", id));
      if (page > 1 || actionPage > 1) {
        flash.addAttribute("page", page);
        flash.addAttribute("actions", actionPage);
      }
      return "redirect:/work";
    }
    Waiting refused = actions.waiting(id);
    model.addAttribute("refused", refused);
    model.addAttribute("project", projects.get(refused.action().projectKey()));
    return work("", page, actionPage, model, who);
  }

  @GetMapping("/work/tasks/{id}")
  String task(
      @PathVariable String id,
      Model model,
      Principal who,
      HttpServletRequest request,
      HttpServletResponse response) {
    OpenTask task;
    try {
      task = desk.open(id);
    } catch (ConflictException over) {
      response.setStatus(HttpStatus.GONE.value());
      model.addAttribute("sentence", over.getMessage());
      return "workspace/taskGone";
    }
    if (!model.containsAttribute("formHtml")) {
      model.addAttribute("formHtml", desk.form(task, frameAddress(id, request)));
    }
    return show(task, model, who);
  }

  @PostMapping("/work/tasks/{id}/claim")
  String claim(@PathVariable String id, Principal who, RedirectAttributes flash) {
    try {
      desk.claim(id, who.getName());
      flash.addFlashAttribute("message", Sentences.say("workspace.task.claimed"));
    } catch (ConflictException over) {
      flash.addFlashAttribute("problem", over.getMessage());
    }
    return "redirect:/work/tasks/" + id;
  }

  @PostMapping("/work/tasks/{id}/giveBack")
  String giveBack(@PathVariable String id, Principal who, RedirectAttributes flash) {
    try {
      desk.giveBack(id, who.getName());
      flash.addFlashAttribute("message", Sentences.say("workspace.task.gaveBack"));
    } catch (ConflictException over) {
      flash.addFlashAttribute("problem", over.getMessage());
    }
    return "redirect:/work/tasks/" + id;
  }

  @PostMapping("/work/tasks/{id}/complete")
  String complete(
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      Model model,
      Principal who,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes flash) {
    TaskDesk.Result result;
    try {
      result = desk.complete(id, who.getName(), typed, frameAddress(id, request));
    } catch (ConflictException over) {
      response.setStatus(HttpStatus.GONE.value());
      model.addAttribute("sentence", over.getMessage());
      model.addAttribute("typed", TypedText.of(request));
      return "workspace/taskGone";
    }
    if (result.cameBack() != null) {
      flash.addFlashAttribute("problem", result.sentence());
      return "redirect:/work/tasks/" + result.cameBack();
    }
    if (result.done()) {
      flash.addFlashAttribute("message", result.sentence());
      return "redirect:/work";
    }
    response.setStatus(
        (result.forbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY).value());
    model.addAttribute("problem", result.sentence());
    model.addAttribute("formHtml", result.formHtml());
    return show(desk.open(id), model, who);
  }

  /**
   * Where a form's frame finds its page: by the process that holds the task, and by the project.
   */
  @GetMapping("/work/tasks/{id}/frame")
  String frame(@PathVariable String id, @RequestParam String view) {
    OpenTask task = desk.open(id);
    if (!view.matches("[A-Za-z]{1,40}")) {
      throw NotFoundException.because("workspace.task.unknown");
    }
    UriComponentsBuilder address =
        switch (task.processKey()) {
          case "handleChange" ->
              UriComponentsBuilder.fromPath("/changes/{key}/frame")
                  .uriVariables(Map.of("key", task.businessKey()));
          case "resolveIssue" ->
              UriComponentsBuilder.fromPath("/issues/{key}/frame")
                  .uriVariables(Map.of("key", task.businessKey()));
          case "releaseDiagram" -> UriComponentsBuilder.fromPath("/drafts/frame");
          default ->
              UriComponentsBuilder.fromPath("/projects/{key}/frame/{view}")
                  .uriVariables(Map.of("key", task.projectKey(), "view", view));
        };
    Map<String, Object> about = desk.variables(task, ABOUT);
    about.forEach((name, value) -> address.queryParam(name, value));
    return "redirect:" + address.queryParam("task", id).encode().toUriString();
  }

  /**
   * What Tasklist shows until the frame has found out which task it belongs to; our script then
   * goes there.
   */
  @GetMapping("/work/frame")
  String frameOfTasklist() {
    return "workspace/frame";
  }

  /** By project the sentence that says why its tasks are on hold. */
  private Map<String, String> why(List<OpenTask> tasks) {
    return projects
        .withKeys(
            tasks.stream()
                .map(OpenTask::projectKey)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()))
        .stream()
        .filter(Project::isPaused)
        .collect(
            Collectors.toMap(Project::key, project -> project.pause().sentence(project.key())));
  }

  private String show(OpenTask task, Model model, Principal who) {
    model.addAttribute("paused", why(List.of(task)).get(task.projectKey()));
    Standing standing = desk.standing(task, who.getName());
    model.addAttribute("task", task);
    model.addAttribute("standing", standing.name());
    model.addAttribute(
        "mayGiveBack",
        standing == Standing.MINE
            && !(task.candidateGroups().isEmpty() && task.candidateUsers().isEmpty()));
    model.addAttribute("waitsOn", worklist.waitsOn(task));
    model.addAttribute(
        "projectName", worklist.projectNames(List.of(task.projectKey())).get(task.projectKey()));
    model.addAttribute("now", clock.now());
    return "workspace/task";
  }

  private static String frameAddress(String id, HttpServletRequest request) {
    return request.getContextPath() + "/work/tasks/" + id + "/frame";
  }
}
