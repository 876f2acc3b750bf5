package dev.fairlead.plan;

import java.time.LocalDateTime;

/**
 * What a team member said about a proposed plan.
 *
 * @param round counts the times that the plan was put before the team
 * @param objection what must be answered before managers see the plan, or null
 * @param answer of the coordinator to the objection, or null
 */
public record Feedback(
    long id,
    String projectKey,
    int round,
    String member,
    String feedback,
    String objection,
    LocalDateTime givenAt,
    String answer,
    String answeredBy,
    LocalDateTime answeredAt) {

  public boolean isOpenObjection() {
    return objection != null && answer == null;
  }
}
