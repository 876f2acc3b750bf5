package dev.fairlead.communication.web;

import dev.fairlead.communication.DeadLetters;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.MailFigures;
import dev.fairlead.communication.MailState;
import dev.fairlead.communication.Outbox;
import dev.fairlead.communication.TroubledAddresses;
import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What Fairlead mailed or would have mailed: everybody reads their own mails, administrators all.
 * They also decide about those that did not arrive, as coordinators do in their projects.
 */
@Controller
class OutboxController {
  private static final int SIZE = 50;
  private static final int DEAD_SHOWN = 10;

  private final Outbox outbox;
  private final DeadLetters dead;
  private final TroubledAddresses addresses;
  private final MailFigures figures;
  private final Users users;

  OutboxController(
      Outbox outbox,
      DeadLetters dead,
      TroubledAddresses addresses,
      MailFigures figures,
      Users users) {
    this.outbox = outbox;
    this.dead = dead;
    this.addresses = addresses;
    this.figures = figures;
    this.users = users;
  }

  @GetMapping("/outbox")
  String list(
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(defaultValue = "") String state,
      Authentication login,
      Model model) {
    boolean everybody = isAdministrator(login);
    String whose = everybody ? null : login.getName();
    List<MailState> wanted =
        Arrays.stream(MailState.values())
            .filter(one -> state.isEmpty() || one.name().equals(state))
            .toList();
    List<Mail> mails =
        outbox.page(whose, wanted.isEmpty() ? List.of(MailState.values()) : wanted, before, SIZE);
    Map<MailState, Integer> counts = outbox.counts(whose);
    model.addAttribute("mails", mails);
    model.addAttribute("sending", outbox.isSending());
    model.addAttribute("everybody", everybody);
    model.addAttribute("state", wanted.size() == 1 ? wanted.get(0).name() : "");
    model.addAttribute("counts", counts);
    model.addAttribute("older", mails.size() == SIZE ? mails.get(SIZE - 1).id() : null);
    if (everybody) {
      model.addAttribute("dead", outbox.page(null, MailState.dead(), 0, DEAD_SHOWN));
      model.addAttribute(
          "deadCount",
          MailState.dead().stream().mapToInt(one -> counts.getOrDefault(one, 0)).sum());
      model.addAttribute(
          "againCount",
          MailState.notArrived().stream().mapToInt(one -> counts.getOrDefault(one, 0)).sum());
      model.addAttribute("addresses", addresses.all());
    }
    return "communication/outbox";
  }

  @GetMapping("/outbox/{id}")
  String show(@PathVariable long id, Authentication login, Model model) {
    return show(id, "", Map.of(), login, model);
  }

  private String show(
      long id, String note, Map<String, String> errors, Authentication login, Model model) {
    Mail mail =
        outbox
            .find(id)
            .filter(found -> maySee(found, login))
            .orElseThrow(
                () -> NotFoundException.because("communication.unknownMail", String.valueOf(id)));
    model.addAttribute("mail", mail);
    model.addAttribute("tables", figures.of(mail));
    model.addAttribute("sending", outbox.isSending());
    model.addAttribute("decides", mail.isDead() && dead.isDecidedBy(mail, login.getName()));
    model.addAttribute("decidedBy", mail.decidedBy() == null ? "" : users.nameOf(mail.decidedBy()));
    model.addAttribute("note", note);
    model.addAttribute("errors", errors);
    return "communication/mailPage";
  }

  @PostMapping("/outbox/{id}/again")
  String again(@PathVariable long id, Principal who, RedirectAttributes flash) {
    try {
      Mail mail = dead.sendAgain(id, who.getName());
      flash.addFlashAttribute("message", Sentences.say("communication.again", mail.subject()));
    } catch (ConflictException over) {
      flash.addFlashAttribute("problem", over.getMessage());
    }
    return "redirect:/outbox/" + id;
  }

  @PostMapping("/outbox/again")
  String allAgain(Principal who, RedirectAttributes flash) {
    flash.addFlashAttribute(
        "message", Sentences.say("communication.allAgain", dead.sendAllAgain(who.getName())));
    return "redirect:/outbox";
  }

  @PostMapping("/outbox/{id}/give-up")
  String giveUp(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String note,
      Authentication who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      Mail mail = dead.giveUp(id, note, who.getName());
      flash.addFlashAttribute("message", Sentences.say("communication.gaveUp", mail.subject()));
    } catch (ConflictException over) {
      flash.addFlashAttribute("problem", over.getMessage());
    } catch (RefusedException refused) {
      if (refused.field() == null) {
        throw refused;
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return show(id, note, Map.of(refused.field(), refused.getMessage()), who, model);
    }
    return "redirect:/outbox/" + id;
  }

  /** An administrator says that mails to this address arrive again. */
  @PostMapping("/outbox/addresses/clear")
  String clear(
      @RequestParam(defaultValue = "") String address, Principal who, RedirectAttributes flash) {
    addresses.clear(address, who.getName());
    flash.addFlashAttribute("message", Sentences.say("communication.addressCleared", address));
    return "redirect:/outbox";
  }

  /** One's own; a coordinator also sees what did not arrive, and what they decided on it. */
  private boolean maySee(Mail mail, Authentication login) {
    String me = login.getName();
    return isAdministrator(login)
        || mail.recipient().equals(me)
        || (mail.isDead() || me.equals(mail.decidedBy())) && dead.isDecidedBy(mail, me);
  }

  private static boolean isAdministrator(Authentication login) {
    return login.getAuthorities().stream()
        .anyMatch(group -> group.getAuthority().equals(Groups.ADMINISTRATORS));
  }
}
