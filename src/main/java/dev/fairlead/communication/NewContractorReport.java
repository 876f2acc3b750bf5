package dev.fairlead.communication;

import java.time.LocalDate;
import java.util.List;

/**
 * What a contractor is asked for.
 *
 * @param party id of the external party, or null
 * @param words what they should tell besides, or null
 * @param tasks numbers of the tasks that they work on; may be none
 */
public record NewContractorReport(
    Long party,
    LocalDate periodStart,
    LocalDate periodEnd,
    LocalDate dueOn,
    String words,
    List<Integer> tasks) {}
