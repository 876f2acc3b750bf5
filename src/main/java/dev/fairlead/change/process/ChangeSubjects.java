package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import dev.fairlead.engine.TaskSubject;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What changes are about. */
@Configuration(proxyBeanMethods = false)
class ChangeSubjects {
  @Bean
  TaskSubject changeSubject(Changes changes) {
    return TaskSubject.byBusinessKey(HandleChangeProcess.ID, key -> changes.get(key).title());
  }
}
