package dev.fairlead.plan.web;

import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskColours;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.project.Link;
import dev.fairlead.project.Links;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the card of a risk needs, so that it says the same wherever somebody reads it. */
@Component
class RiskCards {
  private final Plans plans;
  private final RiskColours colours;
  private final Links links;
  private final FairleadClock clock;

  RiskCards(Plans plans, RiskColours colours, Links links, FairleadClock clock) {
    this.plans = plans;
    this.colours = colours;
    this.links = links;
    this.clock = clock;
  }

  /**
   * The colours of levels, what delays are in words by the number of the risk, the day, and what
   * came of them or was decided about them.
   */
  void show(Project project, List<Risk> risks, Model model) {
    Map<Integer, String> delays = new HashMap<>();
    if (risks.stream().anyMatch(risk -> risk.delay() != null)) {
      long perDay = plans.current(project.key()).calendar().minutesPerDay();
      risks.stream()
          .filter(risk -> risk.delay() != null)
          .forEach(risk -> delays.put(risk.number(), delay(risk, perDay)));
    }
    model.addAttribute("delays", delays);
    // the card asks more than once, and each time the table would look for its latest version
    Map<Integer, String> known = new HashMap<>();
    RiskColours once = level -> known.computeIfAbsent(level, colours::of);
    model.addAttribute("colours", once);
    model.addAttribute("today", clock.today());
    model.addAttribute(
        "about",
        links.to(
            project.key(), risks.stream().map(risk -> Link.Kind.RISK.ref(risk.number())).toList()));
  }

  /** In words, such as "2 to 10 days, most likely 5, on tasks 3, 4". */
  private static String delay(Risk risk, long perDay) {
    ThreePointEstimate estimate = risk.delay().estimate();
    boolean one = estimate.optimisticMinutes() == estimate.pessimisticMinutes();
    String days =
        one
            ? Sentences.say("plan.screen.delayOne", likely(risk, perDay))
            : Sentences.say(
                "plan.screen.delayRange",
                low(risk, perDay),
                high(risk, perDay),
                likely(risk, perDay));
    return Sentences.say(
        risk.chance() ? "plan.screen.delaySaves" : "plan.screen.delayCosts",
        days,
        risk.delay().tasks().isEmpty()
            ? Sentences.say("plan.screen.delayAtEnd")
            : Sentences.say("plan.screen.delayOnTasks", tasks(risk)));
  }

  static String low(Risk risk, long perDay) {
    return days(risk.delay().estimate().optimisticMinutes(), perDay);
  }

  static String likely(Risk risk, long perDay) {
    return days(risk.delay().estimate().mostLikelyMinutes(), perDay);
  }

  static String high(Risk risk, long perDay) {
    return days(risk.delay().estimate().pessimisticMinutes(), perDay);
  }

  static String tasks(Risk risk) {
    return risk.delay().tasks().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String days(long minutes, long perDay) {
    return BigDecimal.valueOf(minutes)
        .divide(BigDecimal.valueOf(perDay), 6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
