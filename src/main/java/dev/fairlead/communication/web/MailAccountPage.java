package dev.fairlead.communication.web;

import dev.fairlead.communication.CalendarFeeds;
import dev.fairlead.communication.MailPreference;
import dev.fairlead.communication.MailPreferences;
import dev.fairlead.communication.TroubledAddresses;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How one gets one's own mails, and the address of one's own calendar. */
@Controller
@RequestMapping("/account/mail")
class MailAccountPage {
  private final MailPreferences preferences;
  private final CalendarFeeds feeds;
  private final TroubledAddresses addresses;
  private final FairleadClock clock;

  MailAccountPage(
      MailPreferences preferences,
      CalendarFeeds feeds,
      TroubledAddresses addresses,
      FairleadClock clock) {
    this.preferences = preferences;
    this.feeds = feeds;
    this.addresses = addresses;
    this.clock = clock;
  }

  @GetMapping
  String show(Principal who, Model model) {
    MailPreference wish = preferences.of(who.getName());
    Map<String, String> form = new HashMap<>();
    form.put("delivery", wish.delivery().name());
    form.put("digestHour", String.valueOf(wish.digestHour()));
    form.put("zone", wish.zone().equals(clock.getZone()) ? "" : wish.zone().getId());
    form.put("attachFiles", String.valueOf(wish.attachFiles()));
    return show(form, Map.of(), who, model);
  }

  private String show(
      Map<String, String> form, Map<String, String> errors, Principal who, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("hours", IntStream.range(0, 24).boxed().toList());
    model.addAttribute("zones", MailPreferences.zones());
    model.addAttribute("feed", feeds.of(who.getName()).orElse(null));
    model.addAttribute("trouble", addresses.of(who.getName()).orElse(null));
    return "communication/account";
  }

  @PostMapping
  String save(
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      preferences.set(
          who.getName(),
          typed.get("delivery"),
          hour(typed.getOrDefault("digestHour", "")),
          typed.getOrDefault("zone", ""),
          typed.containsKey("attachFiles"));
      flash.addFlashAttribute("message", Sentences.say("communication.preferenceSaved"));
      return "redirect:/account/mail";
    } catch (RefusedException refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return show(typed, Map.of(refused.field(), refused.getMessage()), who, model);
    }
  }

  private static Integer hour(String typed) {
    return typed.matches("\\d{1,2}") ? Integer.valueOf(typed) : null;
  }

  /** Makes the address anew; the page after it is the only one that ever shows it. */
  @PostMapping("/calendar")
  String make(Principal who, RedirectAttributes flash) {
    flash.addFlashAttribute("address", feeds.make(who.getName()));
    return "redirect:/account/mail";
  }

  @PostMapping("/calendar/revoke")
  String revoke(Principal who, RedirectAttributes flash) {
    feeds.revoke(who.getName());
    flash.addFlashAttribute("message", Sentences.say("communication.feed.revoked"));
    return "redirect:/account/mail";
  }
}
