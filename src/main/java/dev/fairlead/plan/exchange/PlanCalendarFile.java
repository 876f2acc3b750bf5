package dev.fairlead.plan.exchange;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** Milestones and one person's tasks as events of a calendar program (RFC 5545). */
final class PlanCalendarFile {
  private PlanCalendarFile() {}

  /**
   * Milestones are whole days; a task lasts from its start to its finish. An event keeps its id
   * over all versions of the plan, so that importing again moves it.
   */
  static byte[] write(
      WorkPlan plan, Schedule schedule, String title, String person, String address, Clock clock) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Fairlead//Plan//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    for (PlanTask task : plan.tasks()) {
      ScheduledTask when = dates.get(task.number());
      boolean mine = person.equals(task.owner()) && !when.summary() && !task.isDone();
      if (!task.milestone() && !mine) {
        continue;
      }
      VEvent event = new VEvent(new PropertyList());
      event.add(
          new Uid(plan.projectKey().toLowerCase(Locale.ROOT) + "-" + task.number() + "@fairlead"));
      event.add(new DtStamp(clock.instant()));
      event.add(new Sequence(plan.version()));
      if (task.milestone()) {
        event.add(new DtStart<>(when.finish().toLocalDate()));
        event.add(new DtEnd<>(when.finish().toLocalDate().plusDays(1)));
      } else {
        event.add(new DtStart<>(ZonedDateTime.of(when.start(), clock.getZone()).toInstant()));
        event.add(new DtEnd<>(ZonedDateTime.of(when.finish(), clock.getZone()).toInstant()));
      }
      event.add(new Summary(task.name()));
      event.add(
          new Description(
              Sentences.say(
                  task.milestone() ? "plan.exchange.ics.milestone" : "plan.exchange.ics.task",
                  title,
                  when.wbs())));
      event.add(
          new Url(
              URI.create(
                  address + "/projects/" + plan.projectKey() + "/plan?task=" + task.number())));
      calendar.add(event);
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      // a plan without milestones gives an empty calendar, which is no error here
      new CalendarOutputter(false).output(calendar, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
