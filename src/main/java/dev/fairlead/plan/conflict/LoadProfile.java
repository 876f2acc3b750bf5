package dev.fairlead.plan.conflict;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is asked of one person over time, by a project and by others beside it, in percent of a full
 * working day: a step function of which only the part from a moment on counts.
 */
final class LoadProfile {
  /** Percent that rounding may add to what people are asked for, as in {@link ConflictFinder}. */
  private static final double ROUNDING = 0.5;

  private final PersonalCalendar person;
  private final WorkingCalendar calendar;
  private final double share;
  private final LocalDateTime since;
  private final long[] at;

  /** Demand from {@code at[i]} to {@code at[i + 1]}. */
  private final double[] own;

  private final double[] others;

  /**
   * @param person null for whoever always works as the project does
   * @param share percent of a full working day that they have for the project
   * @param since what is before is past
   */
  LoadProfile(
      PersonalCalendar person,
      WorkingCalendar calendar,
      double share,
      LocalDateTime since,
      Collection<Booking> own,
      Collection<Booking> others) {
    this.person = person;
    this.calendar = calendar;
    this.share = share;
    this.since = since;
    at =
        Stream.concat(own.stream(), others.stream())
            .flatMapToLong(booking -> LongStream.of(second(booking.from()), second(booking.to())))
            .sorted()
            .distinct()
            .toArray();
    this.own = demand(own);
    this.others = demand(others);
  }

  private double[] demand(Collection<Booking> bookings) {
    double[] changes = new double[at.length];
    int[] running = new int[at.length];
    for (Booking booking : bookings) {
      int from = Arrays.binarySearch(at, second(booking.from()));
      int to = Arrays.binarySearch(at, second(booking.to()));
      changes[from] += booking.demand();
      changes[to] -= booking.demand();
      running[from]++;
      running[to]--;
    }
    for (int i = 1; i < at.length; i++) {
      changes[i] += changes[i - 1];
      running[i] += running[i - 1];
      if (running[i] == 0) {
        // what adding and taking away has rounded does not pile up
        changes[i] = 0;
      }
    }
    return changes;
  }

  /**
   * Hours that are too many within the project, and with the others together.
   *
   * @param own by what the project alone asks for above the person's share in it
   * @param across by what all together ask for above a whole person
   */
  record Excess(double own, double across) {
    static final Excess NONE = new Excess(0, 0);

    boolean isMoreThan(Excess other) {
      return own > other.own + 0.01 || across > other.across + 0.01;
    }

    double total() {
      return own + across;
    }
  }

  Excess excess() {
    double mine = 0;
    double together = 0;
    for (int i = 0; i + 1 < at.length; i++) {
      double tooMuch = own[i] > share + ROUNDING ? own[i] - share : 0;
      double all = own[i] + others[i];
      double tooMuchTogether = own[i] > 0 && others[i] > 0 && all > 100 + ROUNDING ? all - 100 : 0;
      if (tooMuch > 0 || tooMuchTogether > 0) {
        double hours = hours(time(at[i]), time(at[i + 1]));
        mine += tooMuch / 100 * hours;
        together += tooMuchTogether / 100 * hours;
      }
    }
    return new Excess(mine, together);
  }

  private static long second(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }

  private static LocalDateTime time(long second) {
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  private double hours(LocalDateTime from, LocalDateTime to) {
    return Booking.hours(person, calendar, Booking.later(from, since), to);
  }

  /**
   * When the first overload ends that more work of the project would be part of.
   *
   * @param demand percent of a full working day; within the project what is more than the share
   *     counts as the share, and beside others what is more than a whole person as a whole person,
   *     since no other place would be better for it
   * @return null where the work fits between these moments
   */
  LocalDateTime endOfOverload(LocalDateTime from, LocalDateTime to, double demand) {
    if (demand <= 0 || at.length == 0) {
      return null;
    }
    double more = Math.min(demand, share);
    double moreTogether = Math.min(demand, 100);
    int first = Arrays.binarySearch(at, second(from));
    for (int i = first >= 0 ? first : Math.max(0, -first - 2);
        i + 1 < at.length && at[i] < second(to);
        i++) {
      boolean tooMuch =
          own[i] > 0 && own[i] + more > share + ROUNDING
              || others[i] > 0 && own[i] + others[i] + moreTogether > 100 + ROUNDING;
      if (tooMuch
          && hours(Booking.later(time(at[i]), from), Booking.earlier(time(at[i + 1]), to)) > 0) {
        return time(at[i + 1]);
      }
    }
    return null;
  }
}
