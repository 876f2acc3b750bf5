package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.project.FieldChanges;
import dev.fairlead.project.History;
import dev.fairlead.shared.Sentences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Says what differs between two states of a stakeholder, by field. Its sentences tell what is
 * judged, so they stand in the guarded history of their register only.
 */
@Component
class StakeholderHistory {
  private static final String CODE = "communication.stakeholder.";
  private static final FieldChanges CHANGES = new FieldChanges(CODE + "field.");

  private final History history;
  private final OutsideParties parties;
  private final Users users;

  StakeholderHistory(History history, OutsideParties parties, Users users) {
    this.history = history;
    this.parties = parties;
    this.users = users;
  }

  /** What now stands in the fields in which somebody's form says something else. */
  String otherwise(Stakeholder now, Stakeholder typed) {
    return CHANGES.otherwise(now, typed, fields());
  }

  /** What stands there now, in a few words. */
  String said(Stakeholder now) {
    return Sentences.say(
        CODE + "now",
        now.called(),
        now.influence(),
        now.interest(),
        attitude(now.attitude()),
        status(now));
  }

  /**
   * @param was null where it is new
   */
  void note(Stakeholder was, Stakeholder is, String by) {
    String said = CHANGES.told(CODE + "history.", is.id() + " " + is.called(), was, is, fields());
    if (said != null) {
      History.About about = new History.About(History.Register.STAKEHOLDER, is.number(), null);
      history.note(is.projectKey(), by, List.of(new History.Told(about, said)));
    }
  }

  List<History.Entry> page(String projectKey, Integer number, int size) {
    return history.guarded(projectKey, History.Register.STAKEHOLDER, number, size);
  }

  private Map<String, Function<Stakeholder, Object>> fields() {
    Map<String, Function<Stakeholder, Object>> fields = new LinkedHashMap<>();
    fields.put("name", Stakeholder::name);
    fields.put("status", StakeholderHistory::status);
    fields.put("organisation", Stakeholder::organisation);
    fields.put("role", Stakeholder::role);
    fields.put("person", one -> one.person() == null ? "" : users.nameOf(one.person()));
    fields.put("known", this::known);
    fields.put("influence", Stakeholder::influence);
    fields.put("interest", Stakeholder::interest);
    fields.put("attitude", one -> attitude(one.attitude()));
    fields.put("wantedAttitude", one -> attitude(one.wantedAttitude()));
    fields.put("expectations", Stakeholder::expectations);
    fields.put("approach", Stakeholder::approach);
    fields.put(
        "responsible", one -> one.responsible() == null ? "" : users.nameOf(one.responsible()));
    fields.put("nextReview", Stakeholder::nextReview);
    return fields;
  }

  private String known(Stakeholder one) {
    if (one.audienceRole() != null) {
      return Sentences.say("communication.role." + one.audienceRole());
    }
    return one.partyId() == null
        ? ""
        : parties.find(one.partyId()).map(OutsideParty::called).orElse("");
  }

  static String attitude(Attitude attitude) {
    return attitude == null ? "" : Sentences.say(CODE + "attitude." + attitude);
  }

  static String status(Stakeholder one) {
    return Sentences.say(CODE + "status." + (one.isActive() ? "active" : "former"));
  }
}
