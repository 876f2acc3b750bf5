package dev.fairlead.people.web;

import dev.fairlead.people.Users;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: what Fairlead knows about it, and a new password. */
@Controller
@RequestMapping("/account")
class AccountPage {
  private final Users users;

  AccountPage(Users users) {
    this.users = users;
  }

  @GetMapping
  String show(Principal who, Model model) {
    return show(Map.of(), who, model);
  }

  private String show(Map<String, String> errors, Principal who, Model model) {
    model.addAttribute("user", users.get(who.getName()));
    model.addAttribute("errors", errors);
    return "people/account";
  }

  @PostMapping("/password")
  String password(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeated,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      if (!password.equals(repeated)) {
        throw RefusedException.ofField("repeated", "people.passwordRepeated");
      }
      users.changePassword(who.getName(), current, password);
      flash.addFlashAttribute("message", Sentences.say("people.screen.passwordChanged"));
      return "redirect:/account";
    } catch (RefusedException refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return show(Map.of(refused.field(), refused.getMessage()), who, model);
    }
  }
}
