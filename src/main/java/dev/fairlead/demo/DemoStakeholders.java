package dev.fairlead.demo;

import dev.fairlead.communication.Attitude;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.FairleadClock;
import org.springframework.stereotype.Component;

/** Whom projects of the demo concern, and how they stand to them. */
@Component
class DemoStakeholders {
  private final Stakeholders stakeholders;
  private final OutsideParties parties;
  private final FairleadClock clock;

  DemoStakeholders(Stakeholders stakeholders, OutsideParties parties, FairleadClock clock) {
    this.stakeholders = stakeholders;
    this.parties = parties;
    this.clock = clock;
  }

  /** Of the finance project, whose works council nobody tells anything yet. */
  void ofFinance(String key, String by) {
    add(
        key,
        by,
        new NewStakeholder(
            "Steering board",
            "",
            "Accountable",
            null,
            null,
            Audience.Role.STEERING_BOARD,
            4,
            5,
            Attitude.NEUTRAL,
            Attitude.SUPPORTIVE,
            "The year is closed in the new system",
            "Shown the state of the migration before each of its meetings",
            by,
            clock.today().plusDays(14)));
    add(
        key,
        by,
        new NewStakeholder(
            "Jonas Weil",
            "Ledger Partners",
            "Responsible for the migration",
            null,
            parties.of(key).get(0).id(),
            null,
            5,
            3,
            Attitude.SUPPORTIVE,
            Attitude.SUPPORTIVE,
            "Dates a month ahead, since his consultants are booked",
            "Gets the milestones every week",
            "tarek",
            null));
    add(
        key,
        by,
        new NewStakeholder(
            "Works council",
            "",
            "Consulted",
            null,
            null,
            null,
            3,
            4,
            Attitude.UNKNOWN,
            Attitude.NEUTRAL,
            "Is heard before anybody's work changes",
            "",
            by,
            clock.today()));
    add(
        key,
        by,
        new NewStakeholder(
            "Accountants of the branches",
            "",
            "Consulted",
            null,
            null,
            null,
            5,
            2,
            Attitude.OPPOSED,
            Attitude.NEUTRAL,
            "No entry is typed twice",
            "Two of them test each month's closing",
            "tarek",
            clock.today().plusDays(28)));
  }

  /** Of the portal, on whose plan the sponsors decide. */
  void ofPortal(String key, String by) {
    add(
        key,
        by,
        new NewStakeholder(
            "Sofia Brandt",
            "",
            "Accountable",
            "sofia",
            null,
            null,
            5,
            5,
            Attitude.SUPPORTIVE,
            Attitude.SUPPORTIVE,
            "Fewer calls by summer",
            "Talks every two weeks",
            by,
            null));
    add(
        key,
        by,
        new NewStakeholder(
            "Call centre",
            "",
            "Consulted",
            null,
            null,
            null,
            5,
            3,
            Attitude.UNKNOWN,
            Attitude.SUPPORTIVE,
            "Knows before customers what they will see",
            "",
            "tina",
            clock.today().plusDays(14)));
  }

  private void add(String key, String by, NewStakeholder wanted) {
    stakeholders.add(key, wanted, by, new Checks());
  }
}
