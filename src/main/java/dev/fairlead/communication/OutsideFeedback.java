package dev.fairlead.communication;

import java.time.LocalDateTime;

/** What an external party says about what was shared with them, and what they were told. */
public record OutsideFeedback(
    long id,
    long linkId,
    String projectKey,
    long partyId,
    String partyName,
    String about,
    LocalDateTime givenAt,
    String text,
    String answer,
    String answeredBy,
    LocalDateTime answeredAt) {}
