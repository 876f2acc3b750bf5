package dev.fairlead.plan;

import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an hour of a planned task costs, where rates change while it lasts: their mean. */
final class PlannedRates {
  private final MemberRates.OfProject rates;
  private final WorkingCalendar calendar;
  private final Map<Integer, ScheduledTask> dates;

  PlannedRates(MemberRates.OfProject rates, WorkingCalendar calendar, Schedule schedule) {
    this.rates = rates;
    this.calendar = calendar;
    this.dates = schedule.byNumber();
  }

  /** The mean of the owner's rates, weighted by the working time in which each holds. */
  BigDecimal of(PlanTask task) {
    if (task.owner() == null) {
      return BigDecimal.ZERO;
    }
    ScheduledTask when = dates.get(task.number());
    List<LocalDateTime> bounds = new ArrayList<>(List.of(when.start()));
    for (MemberRate rate : rates.later()) {
      LocalDateTime from = rate.validFrom().atStartOfDay();
      if (rate.username().equals(task.owner())
          && from.isAfter(when.start())
          && from.isBefore(when.finish())) {
        bounds.add(from);
      }
    }
    bounds.add(when.finish());
    BigDecimal sum = BigDecimal.ZERO;
    long all = 0;
    for (int i = 0; i + 1 < bounds.size(); i++) {
      long minutes = calendar.workingMinutes(bounds.get(i), bounds.get(i + 1));
      sum = sum.add(on(task, bounds.get(i).toLocalDate()).multiply(BigDecimal.valueOf(minutes)));
      all += minutes;
    }
    return all == 0
        ? on(task, when.start().toLocalDate())
        : sum.divide(BigDecimal.valueOf(all), MathContext.DECIMAL64);
  }

  private BigDecimal on(PlanTask task, LocalDate day) {
    return rates.on(task.owner(), day).orElse(BigDecimal.ZERO);
  }
}
