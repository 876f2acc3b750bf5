package dev.fairlead.change.process;

import dev.fairlead.engine.TableOverride;
import dev.fairlead.people.Groups;
import dev.fairlead.shared.Sentences;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What was agreed with the sponsors, goals and tolerances, moves by no route on which nobody
 * decides before: where a table would have it so, the sponsors decide.
 */
@Component
class AgreedRoute implements TableOverride {
  static final String NORMAL = "normal";
  private static final Set<String> UNDECIDED = Set.of("standard", "emergency");

  /** Whether this route would apply a change before anybody has decided on it. */
  static boolean passesDeciders(Object route, Object group) {
    return isEmpty(group) || route != null && UNDECIDED.contains(route.toString());
  }

  /**
   * Why the sponsors decide.
   *
   * @param tableReason what the table says, or null
   */
  static String reason(Object tableReason) {
    return isEmpty(tableReason)
        ? Sentences.say("change.agreed.route")
        : Sentences.say("change.agreed.routeOf", tableReason.toString());
  }

  @Override
  public String table() {
    return "changeRoute";
  }

  @Override
  public Set<String> reads() {
    return Set.of(HandleChangeProcess.MOVES_TOLERANCE, HandleChangeProcess.CHANGES_GOALS);
  }

  @Override
  public Map<String, String> instead(Map<String, Object> facts, Map<String, Object> answer) {
    boolean agreed = reads().stream().anyMatch(name -> Boolean.TRUE.equals(facts.get(name)));
    if (!agreed
        || !passesDeciders(
            answer.get(HandleChangeProcess.ROUTE),
            answer.get(HandleChangeProcess.APPROVER_GROUP))) {
      return Map.of();
    }
    return Map.of(
        HandleChangeProcess.ROUTE,
        NORMAL,
        HandleChangeProcess.APPROVER_GROUP,
        Groups.SPONSORS,
        "reason",
        reason(answer.get("reason")));
  }

  private static boolean isEmpty(Object text) {
    return text == null || text.toString().isBlank();
  }
}
