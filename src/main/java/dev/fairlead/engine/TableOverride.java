package dev.fairlead.engine;

import java.util.Map;
import java.util.Set;

/**
 * A rule that holds whatever a decision table answers. A step of the diagram keeps it; whoever
 * tries the table on past cases reads what would really have happened.
 */
public interface TableOverride {
  /** Key of the table. */
  String table();

  /** Names of the variables that the rule looks at, beside what the table answers. */
  Set<String> reads();

  /**
   * What stands in the place of an answer.
   *
   * @param facts values of variables, as far as they are known
   * @param answer of one row, by the names of its variables
   * @return the answers that are others, by their variables; empty where the table's holds
   */
  Map<String, String> instead(Map<String, Object> facts, Map<String, Object> answer);
}
