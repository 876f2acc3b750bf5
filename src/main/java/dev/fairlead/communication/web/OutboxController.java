package dev.fairlead.communication.web;

import dev.fairlead.communication.Mail;
import dev.fairlead.communication.Outbox;
import dev.fairlead.people.Groups;
import dev.fairlead.shared.NotFoundException;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What Fairlead mailed or would have mailed: everybody reads their own mails, administrators all.
 */
@Controller
class OutboxController {
  private static final int SIZE = 50;
  private final Outbox outbox;

  OutboxController(Outbox outbox) {
    this.outbox = outbox;
  }

  @GetMapping("/outbox")
  String list(@RequestParam(defaultValue = "0") long before, Authentication login, Model model) {
    List<Mail> mails = outbox.page(isAdministrator(login) ? null : login.getName(), before, SIZE);
    model.addAttribute("mails", mails);
    model.addAttribute("sending", outbox.isSending());
    model.addAttribute("everybody", isAdministrator(login));
    model.addAttribute("older", mails.size() == SIZE ? mails.get(SIZE - 1).id() : null);
    return "communication/outbox";
  }

  @GetMapping("/outbox/{id}")
  String show(@PathVariable long id, Authentication login, Model model) {
    Mail mail =
        outbox
            .find(id)
            .filter(found -> isAdministrator(login) || found.recipient().equals(login.getName()))
            .orElseThrow(
                () -> NotFoundException.because("communication.unknownMail", String.valueOf(id)));
    model.addAttribute("mail", mail);
    model.addAttribute("sending", outbox.isSending());
    return "communication/mailPage";
  }

  private static boolean isAdministrator(Authentication login) {
    return login.getAuthorities().stream()
        .anyMatch(group -> group.getAuthority().equals(Groups.ADMINISTRATORS));
  }
}
