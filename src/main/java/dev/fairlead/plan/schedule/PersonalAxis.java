package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * One person's working time on a project's {@link TimeAxis}: the stretches on that line in which
 * the project works and the person does not. Everything stays on one number line; a task of this
 * person skips the stretches.
 */
final class PersonalAxis {
  private static final int FIRST_DAYS = 512;

  private final TimeAxis axis;
  private final WorkingCalendar project;
  private final PersonalCalendar person;

  /** The stretches in their order, and how much free time lies before each. */
  private long[] from = new long[16];

  private long[] to = new long[16];
  private long[] freeBefore = new long[16];
  private int count;

  private LocalDate next;
  private long covered;

  PersonalAxis(TimeAxis axis, LocalDate origin, WorkingCalendar project, PersonalCalendar person) {
    this.axis = axis;
    this.project = project;
    this.person = person;
    this.next = origin;
    cover(FIRST_DAYS);
  }

  PersonalCalendar person() {
    return person;
  }

  /** This person's working minutes from the origin to a position. */
  long workAt(long position) {
    coverUntil(position);
    int i = lastStartingBefore(position);
    return i < 0 ? position : position - freeBefore[i] - (Math.min(position, to[i]) - from[i]);
  }

  /** The position at which work ends that this person begins here and that takes so long. */
  long advance(long begin, long minutes) {
    return minutes <= 0 ? begin : positionOf(workAt(begin) + minutes, false);
  }

  /** The latest position at which this person begins work that takes so long and ends here. */
  long back(long end, long minutes) {
    return minutes <= 0 ? end : positionOf(workAt(end) - minutes, true);
  }

  /** Where this person has done so much: before a free stretch, or after it. */
  private long positionOf(long work, boolean after) {
    while (true) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        long workBefore = from[middle] - freeBefore[middle];
        if (workBefore < work || after && workBefore == work) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      long position = low == 0 ? work : work + freeBefore[low - 1] + to[low - 1] - from[low - 1];
      if (position < covered) {
        return position;
      }
      coverUntil(position);
    }
  }

  /** The last stretch that begins before a position, or -1. */
  private int lastStartingBefore(long position) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (from[middle] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private void coverUntil(long position) {
    int days = FIRST_DAYS;
    while (covered <= position) {
      cover(days);
      days *= 2;
    }
  }

  private void cover(int days) {
    for (int i = 0; i < days; i++, next = next.plusDays(1)) {
      List<Shift> theirs = project.shiftsOn(next);
      if (theirs.isEmpty()) {
        continue;
      }
      long position = axis.positionOf(next.atStartOfDay());
      List<Shift> own = person.shiftsOn(next, project);
      for (Shift shift : theirs) {
        long free = position;
        int begin = shift.from().toSecondOfDay() / 60;
        for (Shift mine : own) {
          if (mine.from().isBefore(shift.from()) || !mine.from().isBefore(shift.to())) {
            continue;
          }
          long start = position + mine.from().toSecondOfDay() / 60 - begin;
          add(free, start);
          free = start + mine.minutes();
        }
        position += shift.minutes();
        add(free, position);
      }
    }
    covered = axis.positionOf(next.atStartOfDay());
  }

  private void add(long begin, long end) {
    if (end <= begin) {
      return;
    }
    if (count > 0 && to[count - 1] == begin) {
      to[count - 1] = end;
      return;
    }
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      freeBefore = Arrays.copyOf(freeBefore, 2 * count);
    }
    from[count] = begin;
    to[count] = end;
    freeBefore[count] = count == 0 ? 0 : freeBefore[count - 1] + to[count - 1] - from[count - 1];
    count++;
  }
}
