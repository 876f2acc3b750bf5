package dev.fairlead.plan;

import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How planners write durations ("3d", "2w", "4h") and predecessors ("3FS+2d;5SS"). Durations take
 * all that {@link Numbers} takes; between predecessors a comma stands as a semicolon does, so their
 * lags have a point.
 */
final class PlanNotation {
  private static final String AMOUNT = "(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([a-z]*)\\??";
  private static final Pattern DURATION = Pattern.compile(AMOUNT);
  private static final Pattern TYPED = Pattern.compile("([\\d.,\\s\u00a0]*\\d)(.*)");
  private static final Pattern PREDECESSOR =
      Pattern.compile("#?(\\d{1,9})\\s*(fs|ss|ff|sf)?\\s*(?:([+\u2212-])\\s*" + AMOUNT + ")?");

  private PlanNotation() {}

  /** One task that is waited for. */
  record Predecessor(int number, LinkType type, long lagMinutes) {}

  /** Working minutes of a duration as written, days where no unit is given; null if it is none. */
  static Long minutes(String text, WorkingCalendar calendar) {
    Matcher typed = TYPED.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!typed.matches()) {
      return null;
    }
    Matcher written = DURATION.matcher(Numbers.plain(typed.group(1)) + typed.group(2));
    return written.matches() ? minutes(written.group(1), written.group(2), calendar) : null;
  }

  /** The tasks waited for as written, in their order. */
  static List<Predecessor> predecessors(PlanTask task, String text, WorkingCalendar calendar) {
    List<Predecessor> all = new ArrayList<>();
    for (String part : text.split("[;,]")) {
      if (part.isBlank()) {
        continue;
      }
      Matcher written = PREDECESSOR.matcher(part.strip().toLowerCase(Locale.ROOT));
      Long lag = null;
      if (written.matches()) {
        lag =
            written.group(3) == null
                ? Long.valueOf(0)
                : minutes(written.group(4), written.group(5), calendar);
      }
      if (lag == null) {
        throw RefusedException.ofField(
            "predecessors", "plan.predecessors", PlanRules.label(task), part.strip());
      }
      String type = written.group(2);
      boolean lead = written.group(3) != null && !written.group(3).equals("+");
      all.add(
          new Predecessor(
              Integer.parseInt(written.group(1)),
              type == null ? LinkType.FS : LinkType.valueOf(type.toUpperCase(Locale.ROOT)),
              lead ? -lag : lag));
    }
    return all;
  }

  private static Long minutes(String amount, String unit, WorkingCalendar calendar) {
    long day = calendar.minutesPerDay();
    Long one =
        switch (unit) {
          case "", "d", "day", "days" -> day;
          case "w", "week", "weeks" -> week(calendar);
          case "h", "hr", "hrs", "hour", "hours" -> 60L;
          case "m", "min", "mins", "minutes" -> 1L;
          default -> null;
        };
    return one == null
        ? null
        : new BigDecimal(amount)
            .multiply(BigDecimal.valueOf(one))
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
  }

  private static long week(WorkingCalendar calendar) {
    long minutes =
        calendar.week().values().stream().flatMap(List::stream).mapToLong(Shift::minutes).sum();
    return minutes == 0 ? 5 * calendar.minutesPerDay() : minutes;
  }
}
