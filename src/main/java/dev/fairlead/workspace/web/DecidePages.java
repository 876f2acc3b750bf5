package dev.fairlead.workspace.web;

import dev.fairlead.communication.LookupLimit;
import dev.fairlead.people.Users;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.workspace.MailDecisions;
import dev.fairlead.workspace.MailDecisions.Link;
import dev.fairlead.workspace.MailDecisions.Look;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where people decide from the mail, without a login. To look changes nothing, since programs that
 * check mails look as well. A key that never was is answered as not found, one that opens nothing
 * any more as gone, with the reason.
 */
@Controller
@RequestMapping("/decide/{secret}")
class DecidePages {
  private final MailDecisions decisions;
  private final TaskDesk desk;
  private final Worklist worklist;
  private final Users users;
  private final LookupLimit limit;

  DecidePages(
      MailDecisions decisions, TaskDesk desk, Worklist worklist, Users users, LookupLimit limit) {
    this.decisions = decisions;
    this.desk = desk;
    this.worklist = worklist;
    this.users = users;
    this.limit = limit;
  }

  @GetMapping
  String show(
      @PathVariable String secret,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Link> link = find(secret, request, response, model);
    if (link.isEmpty()) {
      return "communication/sharedGone";
    }
    Look look = decisions.look(link.get());
    if (look.isOver()) {
      return over(look, response, model);
    }
    try {
      return page(link.get(), look, desk.form(look.task(), null), secret, model);
    } catch (ConflictException meanwhile) {
      return over(decisions.look(link.get()), response, model);
    }
  }

  @PostMapping
  String decide(
      @PathVariable String secret,
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Link> link = find(secret, request, response, model);
    if (link.isEmpty()) {
      return "communication/sharedGone";
    }
    Look look = decisions.look(link.get());
    if (look.isOver()) {
      return over(look, response, model);
    }
    TaskDesk.Result result;
    try {
      result = decisions.decide(link.get(), typed);
    } catch (ConflictException meanwhile) {
      return over(decisions.find(secret).map(decisions::look).orElseThrow(), response, model);
    }
    Look now = decisions.find(secret).map(decisions::look).orElseThrow();
    if (result.done()) {
      model.addAttribute("title", "workspace.decide.done");
      model.addAttribute("sentences", List.of(now.sentence(), result.sentence()));
      return "workspace/decided";
    }
    if (now.isOver()) {
      return over(now, response, model);
    }
    response.setStatus(
        (result.forbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY).value());
    model.addAttribute("problem", result.sentence());
    return page(link.get(), now, result.formHtml(), secret, model);
  }

  /** The key, open or not; otherwise status and sentence are set. */
  private Optional<Link> find(
      String secret, HttpServletRequest request, HttpServletResponse response, Model model) {
    boolean tooOften = limit.isExceededBy(request.getRemoteAddr());
    Optional<Link> link = tooOften ? Optional.empty() : decisions.find(secret);
    if (link.isEmpty()) {
      response.setStatus((tooOften ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND).value());
      model.addAttribute("sentence", "communication.shared." + (tooOften ? "tooOften" : "unknown"));
    }
    return link;
  }

  private static String over(Look look, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.GONE.value());
    model.addAttribute("title", "workspace.decide.over");
    model.addAttribute(
        "sentences", List.of(look.sentence(), Sentences.say("workspace.decide.logIn")));
    return "workspace/decided";
  }

  private String page(Link link, Look look, String formHtml, String secret, Model model) {
    OpenTask task = look.task();
    model.addAttribute(
        "template",
        decisions.room(task).orElseThrow().show(task.businessKey(), link.username(), model));
    model.addAttribute("secret", secret);
    model.addAttribute("task", task);
    model.addAttribute("link", link);
    model.addAttribute("person", users.nameOf(link.username()));
    model.addAttribute("submitters", submitters(task));
    model.addAttribute(
        "projectName", worklist.projectNames(List.of(task.projectKey())).get(task.projectKey()));
    model.addAttribute("rests", look.sentence());
    model.addAttribute("formHtml", formHtml);
    return "workspace/decide";
  }

  private String submitters(OpenTask task) {
    return desk.submitters(task).stream()
        .map(users::nameOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
