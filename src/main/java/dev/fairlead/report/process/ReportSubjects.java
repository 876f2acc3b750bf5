package dev.fairlead.report.process;

import dev.fairlead.engine.TaskSubject;
import dev.fairlead.report.DecisionRequests;
import dev.fairlead.shared.Sentences;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which report waits, and what a report asks to be decided. */
@Configuration(proxyBeanMethods = false)
class ReportSubjects {
  @Bean
  TaskSubject reportSubject() {
    return new TaskSubject(
        ReportStatusProcess.ID,
        execution ->
            execution.getVariable(ReportStatusProcess.REPORT_ID) instanceof String id
                ? Sentences.say("report.screen.interimTitle", id)
                : null);
  }

  @Bean
  TaskSubject requestSubject(DecisionRequests requests) {
    return TaskSubject.byNumber(
        DecideRequestProcess.ID,
        DecideRequestProcess.REQUEST_ID,
        id -> requests.get(id).question());
  }
}
