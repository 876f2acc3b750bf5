package dev.fairlead.people.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The accounts, for administrators: who there is, in which groups, and who stands in for whom. */
@Controller
@RequestMapping("/users")
class UserPages {
  private static final Logger LOG = LoggerFactory.getLogger(UserPages.class);
  private static final int SIZE = 50;

  private final Users users;
  private final Deputies deputies;

  UserPages(Users users, Deputies deputies) {
    this.users = users;
    this.deputies = deputies;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String after,
      Model model) {
    return list(q, after, new UserForm(), Map.of(), model);
  }

  private String list(
      String q, String after, UserForm form, Map<String, String> errors, Model model) {
    List<User> found = users.page(after, q, SIZE + 1);
    List<User> page = found.subList(0, Math.min(SIZE, found.size()));
    model.addAttribute("users", page);
    model.addAttribute("words", q);
    model.addAttribute("after", after);
    model.addAttribute("next", found.size() > SIZE ? page.get(SIZE - 1).username() : null);
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("groups", Groups.ALL);
    return "people/users";
  }

  @PostMapping
  String create(
      @ModelAttribute("form") UserForm form,
      @RequestParam(defaultValue = "") String password,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      User made = users.create(form.read(), password);
      LOG.info("{} made the account {}", who.getName(), made.username());
      flash.addFlashAttribute(
          "message", Sentences.say("people.screen.created", made.displayName(), made.username()));
      return "redirect:/users/" + made.username();
    } catch (RefusedException refused) {
      return list("", "", form, errors(refused, response), model);
    }
  }

  @GetMapping("/{username}")
  String show(@PathVariable String username, Principal who, Model model) {
    User user = users.get(username);
    return show(user, UserForm.of(user), Map.of(), List.of(), Map.of(), who, model);
  }

  private String show(
      User user,
      UserForm form,
      Map<String, String> absence,
      List<String> chosen,
      Map<String, String> errors,
      Principal who,
      Model model) {
    model.addAttribute("user", user);
    model.addAttribute("form", form);
    model.addAttribute("absence", absence);
    model.addAttribute("errors", errors);
    model.addAttribute("groups", Groups.ALL);
    model.addAttribute("own", user.username().equals(who.getName()));
    deputies.show(user.username(), chosen, model);
    return "people/user";
  }

  @PostMapping("/{username}")
  String change(
      @PathVariable String username,
      @ModelAttribute("form") UserForm form,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    User user = users.get(username);
    form.setUsername(username);
    form.setEnabled(user.enabled());
    try {
      User changed = users.change(form.read(), who.getName());
      LOG.info("{} changed the account {} to {}", who.getName(), username, changed.groups());
      flash.addFlashAttribute("message", Sentences.say("people.screen.saved"));
      return "redirect:/users/{username}";
    } catch (RefusedException refused) {
      return show(user, form, Map.of(), List.of(), errors(refused, response), who, model);
    }
  }

  /** Shuts the account, or opens it again. Nothing that the person did is lost. */
  @PostMapping("/{username}/{state:activate|deactivate}")
  String activate(
      @PathVariable String username,
      @PathVariable String state,
      Principal who,
      RedirectAttributes flash) {
    User user = users.get(username);
    try {
      users.change(
          new User(
              username, user.displayName(), user.email(), state.equals("activate"), user.groups()),
          who.getName());
      LOG.info("{}: {} the account {}", who.getName(), state, username);
      flash.addFlashAttribute(
          "message", Sentences.say("people.screen." + state + "d", user.displayName()));
    } catch (RefusedException refused) {
      flash.addFlashAttribute("problem", refused.getMessage());
    }
    return "redirect:/users/{username}";
  }

  @PostMapping("/{username}/password")
  String password(
      @PathVariable String username,
      @RequestParam(defaultValue = "") String password,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    User user = users.get(username);
    try {
      users.setPassword(username, password);
      LOG.info("{} set the password of {}", who.getName(), username);
      flash.addFlashAttribute(
          "message", Sentences.say("people.screen.passwordSet", user.displayName()));
      return "redirect:/users/{username}";
    } catch (RefusedException refused) {
      return show(
          user, UserForm.of(user), Map.of(), List.of(), errors(refused, response), who, model);
    }
  }

  @PostMapping("/{username}/absences")
  String absent(
      @PathVariable String username,
      @RequestParam Map<String, String> typed,
      @RequestParam(defaultValue = "") List<String> processes,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    User user = users.get(username);
    try {
      flash.addFlashAttribute(
          "message",
          deputies.appoint(
              username,
              typed.get("deputy"),
              day(typed, "from"),
              day(typed, "until"),
              processes,
              who.getName()));
      return "redirect:/users/{username}";
    } catch (RefusedException refused) {
      return show(user, UserForm.of(user), typed, processes, errors(refused, response), who, model);
    }
  }

  @PostMapping("/{username}/absences/{id}/remove")
  String present(
      @PathVariable String username,
      @PathVariable long id,
      Principal who,
      RedirectAttributes flash) {
    users.get(username);
    deputies.dismiss(username, id, who.getName());
    flash.addFlashAttribute("message", Sentences.say("people.screen.saved"));
    return "redirect:/users/{username}";
  }

  private static LocalDate day(Map<String, String> typed, String field) {
    String text = typed.getOrDefault(field, "").strip();
    try {
      return text.isEmpty() ? null : Days.parse(text);
    } catch (DateTimeParseException wrong) {
      throw RefusedException.ofField(field, "people.date", text);
    }
  }

  private static Map<String, String> errors(
      RefusedException refused, HttpServletResponse response) {
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    Map<String, String> errors = new LinkedHashMap<>();
    errors.put(refused.field(), refused.getMessage());
    return errors;
  }
}
