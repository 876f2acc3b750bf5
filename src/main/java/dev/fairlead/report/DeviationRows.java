package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.TakenDecisionRow;
import dev.fairlead.tracking.CorrectiveActions;
import dev.fairlead.tracking.CorrectiveActions.CorrectiveAction;
import dev.fairlead.tracking.LateTasks;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What a report says of forecasts that were out of tolerance: by how much, and what was decided.
 */
@Component
class DeviationRows {
  private final CorrectiveActions actions;
  private final Users users;

  DeviationRows(CorrectiveActions actions, Users users) {
    this.actions = actions;
    this.users = users;
  }

  /** What is being decided now. */
  List<DecisionRow> needed(Words words, String key, String coordinator) {
    return actions.after(key, null).stream()
        .filter(CorrectiveAction::isOpen)
        .map(
            action ->
                new DecisionRow(
                    asked(words, action),
                    action.waitsForConfirmation()
                        ? words.group(action.confirmGroup())
                        : users.nameOf(coordinator),
                    null,
                    words.get("said.deviation.consequence"),
                    action.waitsForConfirmation()
                        ? words.say(
                            "said.deviation.proposed",
                            person(words, action.decidedBy(), action.decidedFor()),
                            action.decidedAt().toLocalDate(),
                            action.reason())
                        : words.get("said.asked.open")))
        .toList();
  }

  /**
   * The forecast that is decided upon: of the proposal where there is one, else of now, and where
   * it is within its tolerance again that of the question.
   */
  private String asked(Words words, CorrectiveAction action) {
    if (action.waitsForConfirmation()) {
      return asOf(words, action, action.decidedAt());
    }
    return actions
        .today(action)
        .map(now -> words.get("said.deviation") + ": " + out(words, now))
        .orElseGet(
            () ->
                asOf(words, action, action.askedAt()) + ". " + words.get("said.deviation.within"));
  }

  private String asOf(Words words, CorrectiveAction action, LocalDateTime figures) {
    return words.say("said.deviation.asOf", figures.toLocalDate()) + ": " + out(words, action);
  }

  /** What was decided after this moment, null for all. */
  List<TakenDecisionRow> taken(Words words, String key, LocalDateTime moment) {
    List<CorrectiveAction> all = actions.after(key, null);
    return actions.after(key, moment).stream()
        .filter(action -> !action.isOpen())
        .map(
            action ->
                new TakenDecisionRow(
                    key + "-T" + (all.indexOf(action) + 1),
                    words.get("said.deviation")
                        + ": "
                        + out(words, action)
                        + ". "
                        + words.get("said.deviation." + action.decision())
                        + ": "
                        + action.reason()
                        + agreed(words, action),
                    action.confirmedBy() == null
                        ? person(words, action.decidedBy(), action.decidedFor())
                        : person(words, action.decidedBy(), action.decidedFor())
                            + ", "
                            + person(words, action.confirmedBy(), action.confirmedFor()),
                    Sight.day(
                        action.confirmedAt() == null ? action.decidedAt() : action.confirmedAt()),
                    null))
        .toList();
  }

  private String agreed(Words words, CorrectiveAction action) {
    if (action.confirmedBy() == null) {
      return "";
    }
    return " ("
        + words.say(
            "said.deviation.agreed",
            person(words, action.confirmedBy(), action.confirmedFor()),
            action.confirmedAt().toLocalDate())
        + (action.confirmComment() == null || action.confirmComment().isBlank()
            ? ""
            : ": " + action.confirmComment())
        + ")";
  }

  /** All that was decided, a row for the coordinator and one for whoever agreed. */
  List<ApprovalRow> approvals(Words words, String key) {
    List<ApprovalRow> rows = new ArrayList<>();
    for (CorrectiveAction action : actions.after(key, null)) {
      if (action.decision() != null) {
        rows.add(
            new ApprovalRow(
                null,
                words.get("said.deviation"),
                person(words, action.decidedBy(), action.decidedFor()),
                Light.NONE,
                words.get(
                    "said.deviation."
                        + (action.waitsForConfirmation() ? "onlyProposed" : action.decision())),
                action.reason(),
                Sight.day(action.decidedAt()),
                out(words, action)));
      }
      if (action.confirmedBy() != null) {
        rows.add(
            new ApprovalRow(
                null,
                words.get("said.deviation"),
                person(words, action.confirmedBy(), action.confirmedFor()),
                Light.GREEN,
                words.get("said.deviation.CONFIRM"),
                action.confirmComment(),
                Sight.day(action.confirmedAt()),
                out(words, action)));
      }
    }
    return rows;
  }

  private String out(Words words, CorrectiveAction action) {
    return action.left().stream()
        .map(breach -> out(words, breach, action))
        .collect(Collectors.joining("; "));
  }

  private static String out(Words words, LateTasks.Breach breach, CorrectiveAction action) {
    String key = "said.out." + breach;
    if (action.slipDays() == null) {
      return words.get(key + ".before");
    }
    return switch (breach) {
      case FINISH ->
          words.say(key, action.slipDays(), action.forecastFinish(), action.timeTolerance());
      case COST ->
          words.say(
              key,
              money(words, action.forecastCost()),
              money(words, action.forecastCost().subtract(action.costLimit())),
              money(words, action.costLimit()));
      case PERFORMANCE ->
          action.tcpi() == null || action.tcpi().signum() <= 0
              ? words.get(key + ".spent")
              : words.say(key, index(words, action.tcpi()), index(words, action.tcpiLimit()));
    };
  }

  private static String money(Words words, BigDecimal amount) {
    return number(words.locale(), "#,##0.00", amount);
  }

  private static String index(Words words, BigDecimal value) {
    return number(words.locale(), "0.00", value);
  }

  private static String number(Locale locale, String pattern, BigDecimal value) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale)).format(value);
  }

  private String person(Words words, String by, String onBehalfOf) {
    return onBehalfOf == null
        ? users.nameOf(by)
        : words.say("said.onBehalfOf", users.nameOf(by), users.nameOf(onBehalfOf));
  }
}
