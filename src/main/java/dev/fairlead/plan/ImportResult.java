package dev.fairlead.plan;

import dev.fairlead.plan.exchange.LossReport;
import java.util.List;

/**
 * What came in with a file.
 *
 * @param people names in the file that are users now responsible for tasks
 * @param unmatchedPeople names in the file that fit no user; their tasks have no owner yet
 * @param losses sentences on what the file holds and Fairlead does not keep
 * @param report the same part by part, with the tasks
 * @param id of the import among those of the project; 0 while nothing is saved
 */
public record ImportResult(
    int tasks,
    int links,
    List<String> people,
    List<String> unmatchedPeople,
    List<String> losses,
    LossReport report,
    int version,
    long id) {}
