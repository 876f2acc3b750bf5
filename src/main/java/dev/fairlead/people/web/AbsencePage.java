package dev.fairlead.people.web;

import dev.fairlead.people.Absences;
import dev.fairlead.people.Groups;
import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own days off and working hours; coordinators see who else is away. */
@Controller
@RequestMapping("/account/absences")
class AbsencePage {
  /** The names of the days on this page, where days off have a first and a last one as well. */
  private static final Map<String, String> DEPUTY_FIELDS =
      Map.of("from", "deputyFrom", "until", "deputyUntil");

  private final Absences absences;
  private final Users users;
  private final Deputies deputies;
  private final FairleadClock clock;

  AbsencePage(Absences absences, Users users, Deputies deputies, FairleadClock clock) {
    this.absences = absences;
    this.users = users;
    this.deputies = deputies;
    this.clock = clock;
  }

  @GetMapping
  String show(Principal who, Model model) {
    return show(List.of(), who, model);
  }

  private String show(List<String> chosen, Principal who, Model model) {
    PersonalCalendar own = absences.of(who.getName());
    Map<String, String> hours = new HashMap<>();
    own.week().forEach((day, shifts) -> hours.put(day.name(), Absences.hours(shifts)));
    model.addAttribute("leaves", own.leaves());
    model.addAttribute("days", DayOfWeek.values());
    deputies.show(who.getName(), chosen, model);
    model.addAttribute(
        "others",
        users.get(who.getName()).isIn(Groups.COORDINATORS)
            ? absences.from(clock.today())
            : List.of());
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", hours);
      model.addAttribute("errors", Map.of());
    }
    return "people/absences";
  }

  @PostMapping
  String add(
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return save(
        () ->
            absences.add(
                who.getName(), day("from", typed), day("until", typed), typed.get("reason")),
        typed,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/{id}/remove")
  String remove(
      @PathVariable long id,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return save(() -> absences.remove(who.getName(), id), Map.of(), who, model, response, flash);
  }

  /** Names somebody who may do what waits for oneself on some days. */
  @PostMapping("/deputies")
  String appoint(
      @RequestParam Map<String, String> typed,
      @RequestParam(defaultValue = "") List<String> processes,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return save(
        () -> {
          LocalDate from = day("deputyFrom", typed);
          LocalDate until = day("deputyUntil", typed);
          try {
            return deputies.appoint(
                who.getName(), typed.get("deputy"), from, until, processes, who.getName());
          } catch (RefusedException refused) {
            throw DEPUTY_FIELDS.containsKey(refused.field())
                ? RefusedException.ofField(DEPUTY_FIELDS.get(refused.field()), refused.code())
                : refused;
          }
        },
        typed,
        processes,
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/deputies/{id}/remove")
  String dismiss(
      @PathVariable long id,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return save(
        () -> deputies.dismiss(who.getName(), id, who.getName()),
        Map.of(),
        who,
        model,
        response,
        flash);
  }

  @PostMapping("/hours")
  String hours(
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Map<DayOfWeek, String> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, typed.getOrDefault(day.name(), ""));
    }
    return save(() -> absences.setHours(who.getName(), hours), typed, who, model, response, flash);
  }

  private String save(
      Runnable work,
      Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    return save(
        () -> {
          work.run();
          return Sentences.say("people.screen.saved");
        },
        typed,
        List.of(),
        who,
        model,
        response,
        flash);
  }

  /**
   * @param work what is to be done; says what holds then
   */
  private String save(
      Supplier<String> work,
      Map<String, String> typed,
      List<String> chosen,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      flash.addFlashAttribute("message", work.get());
      return "redirect:/account/absences";
    } catch (RefusedException refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      model.addAttribute("errors", Map.of(refused.field(), refused.getMessage()));
      model.addAttribute("form", typed);
      return show(chosen, who, model);
    }
  }

  private static LocalDate day(String field, Map<String, String> typed) {
    String text = typed.getOrDefault(field, "").strip();
    try {
      return text.isEmpty() ? null : Days.parse(text);
    } catch (DateTimeParseException wrong) {
      throw RefusedException.ofField(field, "people.date", text);
    }
  }
}
