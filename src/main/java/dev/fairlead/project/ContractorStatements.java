package dev.fairlead.project;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What contractors reported and the coordinator accepted. The room that talks to people outside
 * fills this port.
 */
public interface ContractorStatements {
  /**
   * @param party by whose number its statements belong together, whatever they are called
   * @param from name and organisation
   * @param rating GREEN, AMBER or RED, as the contractor sees it
   * @param next what they will do, or null
   * @param problems what hinders them and what they need, or null
   */
  record Entry(
      long party,
      String from,
      LocalDate periodStart,
      LocalDate periodEnd,
      String rating,
      String done,
      String next,
      String problems) {}

  /** Accepted after that moment, or ever where it is null, the oldest first. */
  List<Entry> acceptedAfter(String projectKey, LocalDateTime moment);
}
