package dev.fairlead.communication;

import org.springframework.stereotype.Component;

/**
 * The addresses in mails to people outside: made while a mail leaves, and kept nowhere. Until then
 * the mail holds what its link leads to.
 */
@Component
class SharedAddresses {
  /** Begins the link of a mail about something shared; the id of the shared link follows. */
  private static final String SHARED = "link:";

  /** Begins the link of a mail that asks for a status report; the id of the report follows. */
  private static final String STATUS = "status:";

  private static final String STATUS_PATH = "/shared/status/";

  private final SharedLinks links;
  private final ContractorTokens reports;

  SharedAddresses(SharedLinks links, ContractorTokens reports) {
    this.links = links;
    this.reports = reports;
  }

  static String ofLink(long id) {
    return SHARED + id;
  }

  static String ofReport(long id) {
    return STATUS + id;
  }

  /** A path that opens what this link leads to, or null where the link is a path itself. */
  String make(String link) {
    if (link == null) {
      return null;
    }
    if (link.startsWith(SHARED)) {
      return "/shared/" + links.mint(Long.parseLong(link.substring(SHARED.length())));
    }
    if (link.startsWith(STATUS)) {
      return STATUS_PATH + reports.mint(Long.parseLong(link.substring(STATUS.length())));
    }
    return null;
  }

  /** Ends an address that nobody was told. */
  void takeBack(String path) {
    if (path.startsWith(STATUS_PATH)) {
      reports.takeBack(path.substring(STATUS_PATH.length()));
    } else {
      links.takeBack(path);
    }
  }
}
