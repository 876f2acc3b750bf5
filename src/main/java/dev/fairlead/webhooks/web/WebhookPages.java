package dev.fairlead.webhooks.web;

import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import dev.fairlead.webhooks.Delivery;
import dev.fairlead.webhooks.Webhook;
import dev.fairlead.webhooks.WebhookHosts;
import dev.fairlead.webhooks.Webhooks;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which addresses are told of decisions, and what became of what they were told. */
@Controller
@RequestMapping("/webhooks")
class WebhookPages {
  private static final int SIZE = 50;

  private final Webhooks webhooks;
  private final WebhookHosts hosts;
  private final Users users;

  WebhookPages(Webhooks webhooks, WebhookHosts hosts, Users users) {
    this.webhooks = webhooks;
    this.hosts = hosts;
    this.users = users;
  }

  @GetMapping
  String list(
      @RequestParam(required = false) Long webhook,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "0") long before,
      Model model) {
    return page(webhook, state, before, List.of(), model);
  }

  private String page(Long webhook, String state, long before, List<String> chosen, Model model) {
    Delivery.State wanted =
        Arrays.stream(Delivery.State.values())
            .filter(one -> one.name().equals(state))
            .findFirst()
            .orElse(null);
    List<Delivery> found = webhooks.page(webhook, wanted, before, SIZE + 1);
    List<Delivery> shown = found.subList(0, Math.min(SIZE, found.size()));
    List<Webhook> all = webhooks.all();
    Refusals.blank(model);
    model.addAttribute("on", hosts.isOn());
    model.addAttribute("hosts", hosts.named());
    model.addAttribute("webhooks", all);
    model.addAttribute(
        "byId", all.stream().collect(Collectors.toMap(Webhook::id, Function.identity())));
    model.addAttribute("open", webhooks.open());
    model.addAttribute("kinds", Decided.Kind.values());
    model.addAttribute("chosen", chosen);
    model.addAttribute("deliveries", shown);
    model.addAttribute("entries", webhooks.entriesOf(shown));
    model.addAttribute("states", Delivery.State.values());
    model.addAttribute("webhook", webhook);
    model.addAttribute("state", wanted == null ? "" : wanted.name());
    model.addAttribute("before", before);
    model.addAttribute("next", found.size() > SIZE ? shown.get(SIZE - 1).id() : null);
    model.addAttribute(
        "names",
        users.namesOf(
            Stream.concat(
                    all.stream().map(Webhook::createdBy), shown.stream().map(Delivery::decidedBy))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())));
    return "webhooks/webhooks";
  }

  /** The secret is shown on the page that follows, and on no other. */
  @PostMapping
  String add(
      @RequestParam Map<String, String> typed,
      @RequestParam(defaultValue = "") List<String> kinds,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () -> {
              Webhooks.Made made =
                  webhooks.add(typed.get("url"), kinds, typed.get("projects"), who.getName());
              flash.addFlashAttribute("secret", made.secret());
              flash.addFlashAttribute("message", Sentences.say("webhooks.added", made.host()));
            },
            typed,
            model,
            response);
    return done ? "redirect:/webhooks" : page(null, "", 0, kinds, model);
  }

  @PostMapping("/{id}/{state:on|off}")
  String setActive(
      @PathVariable long id, @PathVariable String state, Principal who, RedirectAttributes flash) {
    Webhook webhook = webhooks.setActive(id, state.equals("on"), who.getName());
    flash.addFlashAttribute("message", Sentences.say("webhooks.switched." + state, webhook.host()));
    return "redirect:/webhooks";
  }

  @PostMapping("/{id}/remove")
  String remove(@PathVariable long id, Principal who, RedirectAttributes flash) {
    Webhook webhook = webhooks.remove(id, who.getName());
    flash.addFlashAttribute("message", Sentences.say("webhooks.removed", webhook.host()));
    return "redirect:/webhooks";
  }

  @PostMapping("/{id}/test")
  String test(@PathVariable long id, Principal who, RedirectAttributes flash) {
    return told(
        flash, () -> Sentences.say("webhooks.tested", webhooks.test(id, who.getName()).host()));
  }

  @PostMapping("/{id}/again")
  String allAgain(@PathVariable long id, Principal who, RedirectAttributes flash) {
    return told(
        flash,
        () -> {
          Webhooks.All all = webhooks.sendAllAgain(id, who.getName());
          return Sentences.say("webhooks.allAgain", all.count(), all.host());
        });
  }

  @PostMapping("/{id}/give-up")
  String giveUpAll(@PathVariable long id, Principal who, RedirectAttributes flash) {
    return told(
        flash,
        () -> {
          Webhooks.All all = webhooks.giveUpAll(id, who.getName());
          return Sentences.say("webhooks.allGaveUp", all.count(), all.host());
        });
  }

  @PostMapping("/deliveries/{id}/again")
  String again(@PathVariable long id, Principal who, RedirectAttributes flash) {
    return told(
        flash,
        () -> {
          webhooks.sendAgain(id, who.getName());
          return Sentences.say("webhooks.again");
        });
  }

  @PostMapping("/deliveries/{id}/give-up")
  String giveUp(@PathVariable long id, Principal who, RedirectAttributes flash) {
    return told(
        flash,
        () -> {
          webhooks.giveUp(id, who.getName());
          return Sentences.say("webhooks.gaveUp");
        });
  }

  /** A button that came too late is no error: the page shows how it is. */
  private static String told(RedirectAttributes flash, Supplier<String> work) {
    try {
      flash.addFlashAttribute("message", work.get());
    } catch (ConflictException over) {
      flash.addFlashAttribute("problem", over.getMessage());
    }
    return "redirect:/webhooks";
  }
}
