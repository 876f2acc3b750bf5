package dev.fairlead.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * The time that all rooms read. It is the system's clock, but the demo world and the tests may set
 * it, so that real processes run through weeks in seconds.
 */
@Component
public class FairleadClock extends Clock {
  private volatile Instant fixed;

  @Override
  public Instant instant() {
    Instant now = fixed;
    return (now == null ? Instant.now() : now).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }

  public LocalDate today() {
    return LocalDate.now(this);
  }

  public LocalDateTime now() {
    return LocalDateTime.now(this);
  }

  /**
   * The moment that forecasts and what is late are tied to, the data date: the beginning of today,
   * which is the end of the last day that is over. People report by the day, so nothing is missed
   * before the day is over, and a forecast changes by what is reported and not by the hour at which
   * one looks (decision 0049).
   */
  public LocalDateTime statusMoment() {
    return today().atStartOfDay();
  }

  /**
   * Stops the clock at this instant. The engine has a clock of its own: whoever sets this one sets
   * both.
   */
  public void stopAt(Instant instant) {
    fixed = instant;
  }

  /** Lets the clock follow the system's again. */
  public void resume() {
    fixed = null;
  }
}
