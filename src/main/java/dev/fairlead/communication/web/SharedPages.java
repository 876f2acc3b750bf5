package dev.fairlead.communication.web;

import dev.fairlead.communication.Communications;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.SharedLink;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What was shared with an external party, for whoever has its address, without a login. An address
 * that never was is answered as not found; one that has expired or was revoked as gone, without
 * saying which.
 */
@Controller
@RequestMapping("/shared/{token}")
class SharedPages {
  private static final String PAGE = "communication.shared";

  private final SharedLinks links;
  private final Communications communications;
  private final OutsideFeedbacks feedbacks;
  private final Projects projects;
  private final Users users;
  private final FairleadClock clock;
  private final OutsideDoor door;

  SharedPages(
      SharedLinks links,
      Communications communications,
      OutsideFeedbacks feedbacks,
      Projects projects,
      Users users,
      FairleadClock clock,
      OutsideDoor door) {
    this.links = links;
    this.communications = communications;
    this.feedbacks = feedbacks;
    this.projects = projects;
    this.users = users;
    this.clock = clock;
    this.door = door;
  }

  @GetMapping
  String show(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    return look(token, request, response, model)
        .map(
            link -> {
              // a mail program that only looks whether the address answers has not read anything,
              // and the page after the form is no second reading
              if (!HttpMethod.HEAD.matches(request.getMethod())
                  && request.getParameter("thanks") == null) {
                communications.opened(link);
              }
              return page(link, token, model);
            })
        .orElse("communication/sharedGone");
  }

  @GetMapping("/file")
  Object file(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<SharedLink> link = look(token, request, response, model);
    if (link.isEmpty()) {
      return "communication/sharedGone";
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(link.get().projectKey() + "-" + link.get().id() + ".pdf")
                .build()
                .toString())
        .body(links.file(link.get()));
  }

  /**
   * @param website a field that people do not see; whatever fills it is no person
   */
  @PostMapping("/feedback")
  String feedback(
      @PathVariable String token,
      @RequestParam String text,
      @RequestParam(defaultValue = "") String website,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<SharedLink> link = look(token, request, response, model);
    if (link.isEmpty()) {
      return "communication/sharedGone";
    }
    if (website.isBlank()) {
      try {
        feedbacks.give(link.get(), text);
      } catch (RefusedException refused) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute("refused", door.words(link.get().partyId(), PAGE).code(refused.code()));
        model.addAttribute("text", text);
        return page(link.get(), token, model);
      }
    }
    return "redirect:/shared/" + token + "?thanks";
  }

  /** The open link; otherwise status and sentence are set. */
  private Optional<SharedLink> look(
      String token, HttpServletRequest request, HttpServletResponse response, Model model) {
    return door.open(
        () -> links.find(token),
        link -> link.isOpenAt(clock.now()),
        PAGE + ".gone",
        request,
        response,
        model);
  }

  private String page(SharedLink link, String token, Model model) {
    Project project = projects.get(link.projectKey());
    model.addAttribute("token", token);
    model.addAttribute("link", link);
    model.addAttribute("projectName", project.name());
    model.addAttribute("coordinator", users.nameOf(project.coordinator()));
    model.addAttribute("takesFeedback", !project.isPaused());
    model.addAttribute("view", links.view(link));
    model.addAttribute("feedback", feedbacks.ofLink(link.id()));
    OutsideDoor.Words words = door.words(link.partyId(), PAGE);
    model.addAttribute("words", words);
    model.addAttribute("language", words.language());
    return "communication/shared";
  }
}
