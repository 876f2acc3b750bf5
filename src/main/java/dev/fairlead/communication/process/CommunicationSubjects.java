package dev.fairlead.communication.process;

import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.OutsideFeedback;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.engine.TaskSubject;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told to people, who outside said something about what, and who reported. */
@Configuration(proxyBeanMethods = false)
class CommunicationSubjects {
  @Bean
  TaskSubject communicationSubject(CommunicationPlan plan) {
    return TaskSubject.byNumber(
        CommunicateProcess.ID,
        CommunicateProcess.ROW_ID,
        id -> plan.find(id).map(CommunicationRow::title).orElse(null));
  }

  @Bean
  TaskSubject outsideFeedbackSubject(OutsideFeedbacks feedbacks) {
    return TaskSubject.byNumber(
        AnswerOutsideFeedbackProcess.ID,
        AnswerOutsideFeedbackProcess.OUTSIDE_FEEDBACK_ID,
        id -> {
          OutsideFeedback feedback = feedbacks.get(id);
          return feedback.about() + ", " + feedback.partyName();
        });
  }

  @Bean
  TaskSubject contractorReportSubject(ContractorReports reports) {
    return TaskSubject.byNumber(
        CollectContractorReportProcess.ID,
        CollectContractorReportProcess.CONTRACTOR_REPORT_ID,
        id -> reports.byId(id).map(ContractorReport::partyName).orElse(null));
  }
}
