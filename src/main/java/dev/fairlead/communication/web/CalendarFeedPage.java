package dev.fairlead.communication.web;

import dev.fairlead.communication.CalendarFeeds;
import dev.fairlead.communication.CalendarFeeds.Feed;
import dev.fairlead.shared.NotFoundException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.ServletWebRequest;

/** A person's dates for their calendar program, which cannot log in: the address is the key. */
@Controller
class CalendarFeedPage {
  private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]{43})\\.ics");
  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

  private final CalendarFeeds feeds;

  CalendarFeedPage(CalendarFeeds feeds) {
    this.feeds = feeds;
  }

  @GetMapping("/calendar/{file}")
  ResponseEntity<byte[]> read(@PathVariable String file, ServletWebRequest request) {
    Matcher token = FILE.matcher(file);
    if (!token.matches()) {
      throw NotFoundException.because("communication.feedUnknown");
    }
    Feed feed = feeds.read(token.group(1));
    String tag = "\"" + feed.tag() + "\"";
    CacheControl asked = CacheControl.noCache().cachePrivate();
    if (request.checkNotModified(tag)) {
      return ResponseEntity.status(304).cacheControl(asked).eTag(tag).build();
    }
    return ResponseEntity.ok()
        .cacheControl(asked)
        .eTag(tag)
        .contentType(CALENDAR)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"fairlead.ics\"")
        .header("X-Robots-Tag", "noindex")
        .body(feed.file().get());
  }
}
