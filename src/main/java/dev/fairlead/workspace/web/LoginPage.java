package dev.fairlead.workspace.web;

import dev.fairlead.people.LoginLimits;
import dev.fairlead.people.OpenIdAccounts;
import dev.fairlead.people.TypedLogin;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the log-in form; the security chain takes what it posts. */
@Controller
class LoginPage {
  private final LoginLimits limits;
  private final List<ClientRegistration> providers = new ArrayList<>();

  LoginPage(LoginLimits limits, ObjectProvider<ClientRegistrationRepository> providers) {
    this.limits = limits;
    if (providers.getIfAvailable() instanceof Iterable<?> known) {
      known.forEach(one -> this.providers.add((ClientRegistration) one));
    }
  }

  @GetMapping("/login")
  String login(
      @RequestParam(defaultValue = "") String refused,
      Principal who,
      HttpServletRequest request,
      Model model) {
    if (who != null) {
      return "redirect:/";
    }
    model.addAttribute("username", TypedLogin.taken(request));
    model.addAttribute("providers", providers);
    model.addAttribute("minutes", limits.window().toMinutes());
    model.addAttribute(
        "refused",
        OpenIdAccounts.REFUSALS.stream().filter(refused::equals).findFirst().orElse(null));
    return "workspace/login";
  }
}
