package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A report on one task, as typed. What it says nothing of stays as it was reported before.
 *
 * @param percent how much of it is done, from 0 to 100; needed
 * @param remainingHours working hours still to do, or null; they take the place of a forecast
 * @param actualStart the day on which it began, or null for the day that is known, or today
 * @param actualFinish the day on which it was done, or null for the day that is known, or today
 * @param forecastFinish the day on which it will be done, or null for the forecast that holds
 * @param withdrawForecast whether an earlier forecast does not hold any more
 */
public record NewProgress(
    int task,
    Integer percent,
    BigDecimal remainingHours,
    LocalDate actualStart,
    LocalDate actualFinish,
    LocalDate forecastFinish,
    String note,
    boolean withdrawForecast) {

  /** A report that leaves a forecast as it is, or makes a new one. */
  public NewProgress(
      int task,
      Integer percent,
      BigDecimal remainingHours,
      LocalDate actualStart,
      LocalDate actualFinish,
      LocalDate forecastFinish,
      String note) {
    this(task, percent, remainingHours, actualStart, actualFinish, forecastFinish, note, false);
  }
}
