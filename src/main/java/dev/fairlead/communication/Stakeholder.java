package dev.fairlead.communication;

import dev.fairlead.shared.Seen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * A person or a group of people whom a project concerns, as somebody may read it: what is judged
 * about them is left out for those who may not, see {@link StakeholderRights}.
 *
 * @param id such as "CRM-S2"
 * @param role in the project, such as "Consulted" or "Acceptor"; may be empty
 * @param person login name where they have an account, or null
 * @param partyId the external party that they are in the communication plan, or null
 * @param audienceRole the role that they are in the communication plan, or null
 * @param interest in the project, 1 to 5; null where the reader may not know what is judged
 * @param influence on the project, 1 to 5, or null as interest
 * @param approach what is done about them; may be empty
 * @param responsible login name of who looks after them
 * @param nextReview when the assessment is looked at again, or null
 * @param endedAt null while they are concerned
 */
public record Stakeholder(
    String id,
    String projectKey,
    int number,
    String name,
    String organisation,
    String role,
    String person,
    Long partyId,
    Audience.Role audienceRole,
    Integer interest,
    Integer influence,
    Attitude attitude,
    Attitude wantedAttitude,
    String expectations,
    String approach,
    String responsible,
    LocalDate nextReview,
    LocalDateTime endedAt) {

  /** Whether what is judged about them is told. */
  public boolean isAssessed() {
    return influence != null;
  }

  public boolean isActive() {
    return endedAt == null;
  }

  public boolean isDue(LocalDate today) {
    return isActive() && nextReview != null && !nextReview.isAfter(today);
  }

  public boolean isPowerful() {
    return isAssessed() && Engagement.isHigh(influence);
  }

  /** What the grid proposes, or null where the reader may not know it. */
  public Engagement engagement() {
    return isAssessed() ? Engagement.of(influence, interest) : null;
  }

  /** Name and organisation, as people say it. */
  public String called() {
    return organisation.isEmpty() ? name : name + " (" + organisation + ")";
  }

  /** Them alone, as whom the communication plan knows them. */
  public Audience audience() {
    return new Audience(
        audienceRole == null ? Set.of() : Set.of(audienceRole),
        person == null ? List.of() : List.of(person),
        partyId == null ? List.of() : List.of(partyId));
  }

  /** What a form shows of them, see {@link Seen}. */
  public String seen() {
    return Seen.of(
        name,
        organisation,
        role,
        person,
        partyId,
        audienceRole,
        interest,
        influence,
        attitude,
        wantedAttitude,
        expectations,
        approach,
        responsible,
        nextReview,
        endedAt);
  }

  /** The same for readers who may not know what is judged about them. */
  Stakeholder withoutAssessment() {
    return new Stakeholder(
        id,
        projectKey,
        number,
        name,
        organisation,
        role,
        person,
        partyId,
        audienceRole,
        null,
        null,
        null,
        null,
        expectations,
        "",
        responsible,
        null,
        endedAt);
  }
}
