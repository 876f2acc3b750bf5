package dev.fairlead.workspace.web;

import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the log-in form; the security chain takes what it posts. */
@Controller
class LoginPage {
  @GetMapping("/login")
  String login(Principal who) {
    return who == null ? "workspace/login" : "redirect:/";
  }
}
