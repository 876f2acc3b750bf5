package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.engine.TaskHandover;
import dev.fairlead.project.CoordinatorReplaced;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the coordinator drafts in the place of somebody who has left goes to the next one, and so do
 * the reports of contractors.
 */
@Component
class DraftsOfCoordinator {
  private final Communications communications;
  private final ContractorReports contractors;
  private final TaskHandover handover;

  DraftsOfCoordinator(
      Communications communications, ContractorReports contractors, TaskHandover handover) {
    this.communications = communications;
    this.contractors = contractors;
    this.handover = handover;
  }

  @EventListener
  void on(CoordinatorReplaced replaced) {
    for (long run : communications.handOver(replaced)) {
      handover.give(
          CommunicateProcess.ID,
          replaced.projectKey(),
          Map.of(CommunicateProcess.RUN_ID, run),
          CommunicateProcess.RESPONSIBLE,
          replaced.former(),
          replaced.next());
    }
    for (long report : contractors.handOver(replaced)) {
      handover.give(
          CollectContractorReportProcess.ID,
          replaced.projectKey(),
          Map.of(CollectContractorReportProcess.CONTRACTOR_REPORT_ID, report),
          CollectContractorReportProcess.COORDINATOR,
          replaced.former(),
          replaced.next());
    }
  }
}
