package dev.fairlead.communication;

import dev.fairlead.communication.ContractorReport.Rating;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a contractor says, as typed.
 *
 * @param tasks by the numbers of the tasks
 */
public record ContractorStatus(
    Rating rating,
    String workDone,
    String workNext,
    String problems,
    Map<Integer, TaskStatus> tasks) {

  /** Of one task; null where nothing is said. */
  public record TaskStatus(Integer percent, LocalDate forecastFinish, String remark) {}
}
