package dev.fairlead.privacy.web;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.privacy.Erasure;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
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
    send(file.of(who.getName()), who.getName(), response);
  }

  @GetMapping("/users/{username}/data.zip")
  void of(@PathVariable String username, Principal who, HttpServletResponse response)
      throws IOException {
    User user = users.get(username);
    LOG.info("{} took a copy of what is held about {}", who.getName(), username);
    send(file.of(user.username()), user.username(), response);
  }

  @GetMapping("/users/{username}/erasure")
  String ask(@PathVariable String username, Principal who, Model model) {
    return ask(username, false, false, Map.of(), who, model);
  }

  private String ask(
      String username,
      boolean words,
      boolean nameWords,
      Map<String, String> errors,
      Principal who,
      Model model) {
    User user = users.get(username);
    model.addAttribute("login", user.username());
    model.addAttribute("words", words);
    model.addAttribute("alsoAThing", erasure.isAlsoAThing(username));
    model.addAttribute("obstacles", erasure.obstacles(username, who.getName()));
    model.addAttribute("sharers", erasure.sharers(username));
    model.addAttribute("preview", erasure.preview(username, words, nameWords));
    return ask(user.displayName(), "/users/" + user.username(), nameWords, errors, model);
  }

  private static String ask(
      String name, String base, boolean nameWords, Map<String, String> errors, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("oneWord", !name.strip().matches(".*\\s.*"));
    model.addAttribute("base", base);
    model.addAttribute("nameWords", nameWords);
    model.addAttribute("errors", errors);
    return "privacy/erasure";
  }

  @PostMapping("/users/{username}/erasure")
  String erase(
      @PathVariable String username,
      @RequestParam(defaultValue = "") String typedName,
      @RequestParam(defaultValue = "false") boolean words,
      @RequestParam(defaultValue = "false") boolean nameWords,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      String pseudonym = erasure.erase(username, typedName, words, nameWords, who.getName());
      flash.addFlashAttribute("message", Sentences.say("privacy.done", pseudonym));
      return "redirect:/users";
    } catch (RefusedException refused) {
      return ask(username, words, nameWords, errors(refused, response), who, model);
    } catch (ConcurrencyFailureException busy) {
      return ask(username, words, nameWords, errors(busy, response), who, model);
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

  /** Rows that others held; the whole transaction was taken back. */
  private static Map<String, String> errors(
      ConcurrencyFailureException busy, HttpServletResponse response) {
    LOG.info("Nobody was erased: {}", busy.getMessage());
    response.setStatus(HttpStatus.CONFLICT.value());
    return Map.of("typedName", Sentences.say("privacy.interrupted"));
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
    send(file.of(id), "party-" + party.id(), response);
  }

  @GetMapping("/parties/{id}/erasure")
  String askParty(@PathVariable long id, Model model) {
    return askParty(id, false, Map.of(), model);
  }

  private String askParty(long id, boolean nameWords, Map<String, String> errors, Model model) {
    Erasure.Party party = erasure.party(id);
    model.addAttribute("obstacles", erasure.obstacles(id));
    model.addAttribute("sharers", erasure.sharers(id));
    model.addAttribute("preview", erasure.preview(id, nameWords));
    return ask(party.name(), "/parties/" + id, nameWords, errors, model);
  }

  @PostMapping("/parties/{id}/erasure")
  String eraseParty(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String typedName,
      @RequestParam(defaultValue = "false") boolean nameWords,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      erasure.eraseParty(id, typedName, nameWords, who.getName());
      flash.addFlashAttribute("message", Sentences.say("privacy.doneParty"));
      return "redirect:/parties";
    } catch (RefusedException refused) {
      return askParty(id, nameWords, errors(refused, response), model);
    } catch (ConcurrencyFailureException busy) {
      return askParty(id, nameWords, errors(busy, response), model);
    }
  }

  private static void send(Path file, String name, HttpServletResponse response)
      throws IOException {
    try {
      response.setContentType("application/zip");
      response.setContentLengthLong(Files.size(file));
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment().filename("fairlead-" + name + ".zip").build().toString());
      Files.copy(file, response.getOutputStream());
    } finally {
      Files.delete(file);
    }
  }
}
