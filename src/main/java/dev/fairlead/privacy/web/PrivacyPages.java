package dev.fairlead.privacy.web;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.privacy.Erasure;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is held about people: everybody for themselves, administrators for all and to erase it. */
@Controller
class PrivacyPages {
  private static final Logger LOG = LoggerFactory.getLogger(PrivacyPages.class);
  private static final int SIZE = 50;

  private final Users users;
  private final PersonalFile file;
  private final Erasure erasure;

  PrivacyPages(Users users, PersonalFile file, Erasure erasure) {
    this.users = users;
    this.file = file;
    this.erasure = erasure;
  }

  @GetMapping("/account/data.zip")
  void own(Principal who, HttpServletResponse response) throws IOException {
    begin(response, who.getName());
    file.write(who.getName(), response.getOutputStream());
  }

  @GetMapping("/users/{username}/data.zip")
  void of(@PathVariable String username, Principal who, HttpServletResponse response)
      throws IOException {
    User user = users.get(username);
    LOG.info("{} took a copy of what is held about {}", who.getName(), username);
    begin(response, user.username());
    file.write(user.username(), response.getOutputStream());
  }

  @GetMapping("/users/{username}/erasure")
  String ask(@PathVariable String username, Principal who, Model model) {
    return ask(username, true, Map.of(), who, model);
  }

  private String ask(
      String username, boolean words, Map<String, String> errors, Principal who, Model model) {
    User user = users.get(username);
    return ask(
        user.displayName(),
        user.username(),
        "/users/" + user.username(),
        erasure.obstacles(username, who.getName()),
        erasure.preview(username, words),
        words,
        errors,
        model);
  }

  private static String ask(
      String name,
      String login,
      String base,
      List<String> obstacles,
      Map<String, Integer> preview,
      boolean words,
      Map<String, String> errors,
      Model model) {
    model.addAttribute("name", name);
    model.addAttribute("login", login);
    model.addAttribute("base", base);
    model.addAttribute("obstacles", obstacles);
    model.addAttribute("preview", preview);
    model.addAttribute("words", words);
    model.addAttribute("errors", errors);
    return "privacy/erasure";
  }

  @PostMapping("/users/{username}/erasure")
  String erase(
      @PathVariable String username,
      @RequestParam(defaultValue = "") String typedName,
      @RequestParam(defaultValue = "false") boolean words,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      String pseudonym = erasure.erase(username, typedName, words, who.getName());
      flash.addFlashAttribute("message", Sentences.say("privacy.done", pseudonym));
      return "redirect:/users";
    } catch (RefusedException refused) {
      return ask(username, words, errors(refused, response), who, model);
    }
  }

  private static Map<String, String> errors(
      RefusedException refused, HttpServletResponse response) {
    if (refused.field() == null) {
      throw refused;
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    return Map.of(refused.field(), refused.getMessage());
  }

  @GetMapping("/parties")
  String parties(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") long after,
      Model model) {
    List<Erasure.Party> found = erasure.parties(q, after, SIZE + 1);
    List<Erasure.Party> page = found.subList(0, Math.min(SIZE, found.size()));
    model.addAttribute("parties", page);
    model.addAttribute("words", q);
    model.addAttribute("next", found.size() > SIZE ? page.get(SIZE - 1).id() : null);
    return "privacy/parties";
  }

  @GetMapping("/parties/{id}/data.zip")
  void ofParty(@PathVariable long id, Principal who, HttpServletResponse response)
      throws IOException {
    Erasure.Party party = erasure.party(id);
    LOG.info("{} took a copy of what is held about the external party {}", who.getName(), id);
    begin(response, "party-" + party.id());
    file.write(id, response.getOutputStream());
  }

  @GetMapping("/parties/{id}/erasure")
  String askParty(@PathVariable long id, Model model) {
    return askParty(id, true, Map.of(), model);
  }

  private String askParty(long id, boolean words, Map<String, String> errors, Model model) {
    Erasure.Party party = erasure.party(id);
    return ask(
        party.name(),
        null,
        "/parties/" + id,
        erasure.obstacles(id),
        erasure.preview(id),
        words,
        errors,
        model);
  }

  @PostMapping("/parties/{id}/erasure")
  String eraseParty(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String typedName,
      @RequestParam(defaultValue = "false") boolean words,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      erasure.eraseParty(id, typedName, words, who.getName());
      flash.addFlashAttribute("message", Sentences.say("privacy.doneParty"));
      return "redirect:/parties";
    } catch (RefusedException refused) {
      return askParty(id, words, errors(refused, response), model);
    }
  }

  private static void begin(HttpServletResponse response, String name) {
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("fairlead-" + name + ".zip").build().toString());
  }
}
