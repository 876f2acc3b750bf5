package dev.fairlead.plan;

/** What is booked on budget lines, by the room that keeps postings and commitments. */
public interface LineUses {
  /** How many postings and commitments name this line. */
  long of(String projectKey, int line);
}
