package dev.fairlead.closure;

import java.util.List;
import java.util.Map;

/**
 * What the team thinks of the project, without names. Who gave which score is nobody's business, so
 * that no figure that follows from scores is shown where fewer than three answered.
 *
 * @param asked how many were asked
 * @param average of the scores, or null where fewer than three answered
 * @param scores how many gave 1 to 5; empty where fewer than three answered
 * @param voices in the order of their words, so that no place tells who spoke
 */
public record EvaluationSummary(
    int asked, int answers, Double average, Map<Integer, Long> scores, List<Voice> voices) {

  /** With fewer answers a score, or an average beside one's own, would tell who gave it. */
  public static final int LEAST_ANSWERS = 3;

  /** The words of one member. */
  public record Voice(String wentWell, String wentBadly, String recommendation) {}
}
