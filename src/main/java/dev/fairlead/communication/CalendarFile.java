package dev.fairlead.communication;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.project.CalendarEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.UnaryOperator;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Dates as calendar programs read them (RFC 5545). They are published, not invited to: nobody has
 * to answer, and none of them makes its reader busy.
 */
final class CalendarFile {
  private static final String EVERY = "PT1H";

  private CalendarFile() {}

  /**
   * @param organizer mail address of whoever publishes, which RFC 5546 asks for
   * @param address turns a path within Fairlead into an address
   */
  static byte[] forMail(
      List<Dated> dates, String organizer, UnaryOperator<String> address, Clock clock) {
    Calendar calendar = empty();
    calendar.add(ImmutableMethod.PUBLISH);
    for (Dated dated : dates) {
      VEvent event = event(dated, address, clock);
      event.add(new Organizer(URI.create("mailto:" + organizer)));
      calendar.add(event);
    }
    return write(calendar);
  }

  static byte[] forFeed(
      String name, List<Dated> dates, UnaryOperator<String> address, Clock clock) {
    Calendar calendar = empty();
    // what RFC 7986 calls NAME and REFRESH-INTERVAL is read by few under those names
    calendar.add(new XProperty("X-WR-CALNAME", name));
    calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), EVERY));
    calendar.add(new XProperty("X-PUBLISHED-TTL", EVERY));
    dates.forEach(dated -> calendar.add(event(dated, address, clock)));
    return write(calendar);
  }

  private static Calendar empty() {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Fairlead//Dates//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    return calendar;
  }

  private static byte[] write(Calendar calendar) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      // no dates give an empty calendar, which is no error here
      new CalendarOutputter(false).output(calendar, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static VEvent event(Dated dated, UnaryOperator<String> address, Clock clock) {
    CalendarEntry entry = dated.entry();
    VEvent event = new VEvent(new PropertyList());
    event.add(new Uid(entry.uid()));
    event.add(new DtStamp(clock.instant()));
    event.add(new Sequence(dated.sequence()));
    if (entry.wholeDay()) {
      event.add(new DtStart<>(entry.start().toLocalDate()));
      event.add(new DtEnd<>(entry.finish().toLocalDate()));
    } else {
      event.add(new DtStart<>(instant(entry.start(), clock)));
      event.add(new DtEnd<>(instant(entry.finish(), clock)));
    }
    event.add(ImmutableTransp.TRANSPARENT);
    event.add(new Summary(Words.line(entry.title(), 300)));
    if (!entry.description().isEmpty()) {
      event.add(new Description(Words.block(Words.cut(entry.description(), 1000))));
    }
    event.add(new Url(URI.create(address.apply(entry.link()))));
    return event;
  }

  private static Instant instant(LocalDateTime moment, Clock clock) {
    return moment.atZone(clock.getZone()).toInstant();
  }
}
