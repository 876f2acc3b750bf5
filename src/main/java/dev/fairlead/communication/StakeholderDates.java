package dev.fairlead.communication;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** When those whom a person looks after are assessed again. */
@Component
class StakeholderDates implements PersonalDates {
  private static final int MOST = 300;

  private final StakeholderReviews reviews;

  StakeholderDates(StakeholderReviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return reviews.between(username, from, until, MOST).stream()
        .map(
            due ->
                CalendarEntry.on(
                    "stakeholder-" + due.id() + "@fairlead",
                    Sentences.say(
                        "communication.calendar.stakeholder", due.name(), due.projectKey()),
                    Sentences.say("communication.calendar.stakeholderText", due.projectName()),
                    due.nextReview(),
                    due.path(),
                    null))
        .toList();
  }
}
