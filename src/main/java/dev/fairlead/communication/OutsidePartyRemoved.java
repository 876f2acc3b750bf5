package dev.fairlead.communication;

/** An external party is told nothing any more. */
record OutsidePartyRemoved(String projectKey, long partyId, String by) {}
