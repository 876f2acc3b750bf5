package dev.fairlead.tracking.process;

import dev.fairlead.engine.TaskSubject;
import dev.fairlead.tracking.Issues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What follow-ups and issues are about. */
@Configuration(proxyBeanMethods = false)
class TrackingSubjects {
  @Bean
  TaskSubject followUpSubject() {
    return new TaskSubject(
        FollowUpTaskProcess.ID,
        execution -> (String) execution.getVariable(FollowUpTaskProcess.TASK_NAME));
  }

  @Bean
  TaskSubject issueSubject(Issues issues) {
    return TaskSubject.byBusinessKey(ResolveIssueProcess.ID, key -> issues.get(key).title());
  }
}
