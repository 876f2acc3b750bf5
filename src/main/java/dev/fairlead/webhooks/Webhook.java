package dev.fairlead.webhooks;

import dev.fairlead.project.DecisionEntry;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/**
 * An address that is told of decisions; without its secret, which no page shows again.
 *
 * @param kinds of decisions, separated by commas, or null for all
 * @param projects keys, separated by commas, or null for all and for what concerns all
 * @param active whether anything is sent; what is decided meanwhile is sent afterwards
 * @param followedTo number of the newest entry of the log that was looked at for it
 * @param goneAt when the receiver said that it is there no more, or null
 */
public record Webhook(
    long id,
    String url,
    String kinds,
    String projects,
    boolean active,
    long followedTo,
    LocalDateTime goneAt,
    String createdBy,
    LocalDateTime createdAt) {
  private static final int SHOWN_OF_PATH = 10;

  public List<String> kindList() {
    return list(kinds);
  }

  public List<String> projectList() {
    return list(projects);
  }

  /** Its host, and its port where one is named: what may stand in a log. */
  public String host() {
    return host(url);
  }

  /** Its address without what may be a key: no more than the beginning of its path. */
  public String shown() {
    URI address = URI.create(url);
    String behind = url.substring(url.indexOf(host()) + host().length());
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String shown = path.substring(0, Math.min(path.length(), SHOWN_OF_PATH));
    return address.getScheme() + "://" + host() + shown + (shown.equals(behind) ? "" : "…");
  }

  static String host(String url) {
    return URI.create(url).getRawAuthority();
  }

  /** Whether it is told of this entry. */
  boolean wants(DecisionEntry entry) {
    return (kinds == null || kindList().contains(entry.kind()))
        && (projects == null || projectList().contains(entry.projectKey()));
  }

  private static List<String> list(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(","));
  }
}
