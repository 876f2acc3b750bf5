package dev.fairlead.people.web;

import dev.fairlead.people.LoginLimits;
import dev.fairlead.shared.Sentences;
import java.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The logins that failed lately, for administrators. */
@Controller
@RequestMapping("/logins")
class LoginPages {
  private static final Logger LOG = LoggerFactory.getLogger(LoginPages.class);

  private final LoginLimits limits;

  LoginPages(LoginLimits limits) {
    this.limits = limits;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("failures", limits.recent());
    model.addAttribute("minutes", limits.window().toMinutes());
    return "people/logins";
  }

  @PostMapping("/{account}/forgive")
  String forgive(@PathVariable String account, Principal who, RedirectAttributes flash) {
    limits.forgive(account);
    LOG.info("{} let an account try to log in again", who.getName());
    flash.addFlashAttribute("message", Sentences.say("people.login.forgiven"));
    return "redirect:/logins";
  }
}
