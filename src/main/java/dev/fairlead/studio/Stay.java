package dev.fairlead.studio;

import java.time.LocalDateTime;
import java.util.List;

/**
 * How it goes at one element of a version of a process.
 *
 * @param element for people, such as: User task "Approve plan"
 * @param here process instances that stand at it now
 * @param incidents failed jobs at it
 * @param keys business keys of those that stand at it, those that have waited longest first, at
 *     most {@link LiveDiagrams#NAMED}
 * @param since when the one that has waited longest came; null where nobody stands
 * @param passed how many left it
 * @param meanMinutes working minutes that they stayed on average; null where nobody left
 * @param longestMinutes working minutes of the longest stay; null where nobody left
 * @param untilTakenMinutes working minutes on average until a person took the task; null where that
 *     is not known
 * @param heat 0 to 4: how long it takes compared with the slowest element of this version
 */
public record Stay(
    String elementId,
    String element,
    int here,
    int incidents,
    List<String> keys,
    LocalDateTime since,
    long passed,
    Long meanMinutes,
    Long longestMinutes,
    Long untilTakenMinutes,
    int heat) {}
