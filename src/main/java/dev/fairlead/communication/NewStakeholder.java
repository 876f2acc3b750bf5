package dev.fairlead.communication;

import java.time.LocalDate;

/**
 * What somebody enters of a stakeholder; {@link Stakeholder} says what each of it is.
 *
 * @param attitude unknown where it is left out, as is the wanted one
 * @param responsible the coordinator where it is left out
 */
public record NewStakeholder(
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
    LocalDate nextReview) {}
