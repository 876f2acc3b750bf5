package dev.fairlead.plan.web;

import dev.fairlead.plan.schedule.RiskAnalysis;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a simulation found, in sentences. */
final class RiskWords {
  private RiskWords() {}

  /** The odds that managers decide on, as frozen with the submission. */
  static List<String> atSubmission(RiskAnalysis found) {
    if (!found.saysSomething()) {
      return List.of(Sentences.say("plan.risk.nothing"));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Sentences.say(
            "plan.risk.submitted",
            Sentences.day(found.planned().toLocalDate()),
            percent(found.plannedHolds()),
            Sentences.day(found.p80().toLocalDate())));
    others(found, sentences);
    return sentences;
  }

  /** The same for a plan that is still worked on. */
  static List<String> now(RiskAnalysis found) {
    if (!found.saysSomething()) {
      return List.of(Sentences.say("plan.risk.nothing"));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Sentences.say(
            "plan.risk.planned",
            Sentences.day(found.planned().toLocalDate()),
            percent(found.plannedHolds())));
    sentences.add(
        Sentences.say(
            "plan.risk.percentiles",
            Sentences.day(found.p50().toLocalDate()),
            Sentences.day(found.p80().toLocalDate()),
            Sentences.day(found.p90().toLocalDate())));
    others(found, sentences);
    return sentences;
  }

  private static void others(RiskAnalysis found, List<String> sentences) {
    if (found.deadlineHolds() != null) {
      sentences.add(
          Sentences.say(
              "plan.risk.deadline",
              Sentences.day(found.deadline()),
              percent(found.deadlineHolds())));
    }
    if (found.budgetHolds() != null) {
      sentences.add(
          Sentences.say(
              "plan.risk.budget",
              PlanView.money(found.budget()),
              percent(found.budgetHolds()),
              PlanView.money(found.costP80())));
    }
    sentences.add(basis(found));
    if (2 * found.estimated() < found.open()) {
      sentences.add(Sentences.say("plan.risk.fewEstimates"));
    }
  }

  static String basis(RiskAnalysis found) {
    return Sentences.say(
        "plan.risk.basis", found.runs(), found.estimated(), found.open(), found.risks());
  }

  /** Whole percent, but neither 0 nor 100 where a single run says otherwise. */
  static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return Sentences.say("plan.risk.lessThanOne");
    }
    if (share < 1 && share > 0.99) {
      return Sentences.say("plan.risk.moreThan99");
    }
    return BigDecimal.valueOf(100 * share).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  static String number(double value) {
    return String.format(Locale.ENGLISH, "%.2f", value);
  }

  static String days(double value) {
    return String.format(Locale.ENGLISH, "%.1f", value);
  }
}
