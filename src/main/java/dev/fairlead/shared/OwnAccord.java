package dev.fairlead.shared;

import org.springframework.stereotype.Component;

/**
 * Whether this node may do anything that no visitor asks it for: take jobs, send mails, remind,
 * delete what is old. Others do it where this one must not.
 */
@Component
public class OwnAccord {
  private final NodeClock clock;
  private final NewerTables tables;

  public OwnAccord(NodeClock clock, NewerTables tables) {
    this.clock = clock;
    this.tables = tables;
  }

  /** At this moment; it asks the database for its clock. */
  public boolean isGiven() {
    return tables.change().isEmpty() && clock.isRight();
  }
}
