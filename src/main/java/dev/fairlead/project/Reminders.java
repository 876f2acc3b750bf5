package dev.fairlead.project;

import dev.fairlead.people.Absences;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When somebody is reminded, in whatever a process owner draws. */
@Service
public class Reminders {
  private static final double MOST_DAYS = 250;

  private final Projects projects;
  private final WorkingTime working;
  private final Absences absences;
  private final Users users;
  private final FairleadClock clock;

  Reminders(
      Projects projects, WorkingTime working, Absences absences, Users users, FairleadClock clock) {
    this.projects = projects;
    this.working = working;
    this.absences = absences;
    this.users = users;
    this.clock = clock;
  }

  /**
   * The moment that comes after so many working days.
   *
   * @param projectKey whose working time it is; the usual one where there is no such project
   * @param person who must be at work as well, or null for nobody in particular
   * @param days parts of a day are allowed
   */
  @Transactional(readOnly = true)
  public LocalDateTime after(String projectKey, String person, Double days) {
    if (days == null || !(days >= 0 && days <= MOST_DAYS)) {
      throw RefusedException.because("project.reminderDays", MOST_DAYS);
    }
    WorkingCalendar calendar =
        projectKey != null && projects.find(projectKey).isPresent()
            ? working.of(projectKey)
            : WorkingCalendar.standard();
    if (person != null && users.find(person).isPresent()) {
      calendar = absences.of(person).sharedWith(calendar);
    }
    return calendar.addWorking(clock.now(), Math.round(days * calendar.averageMinutesPerDay()));
  }
}
