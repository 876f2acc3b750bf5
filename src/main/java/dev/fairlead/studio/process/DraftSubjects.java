package dev.fairlead.studio.process;

import dev.fairlead.engine.TaskSubject;
import dev.fairlead.studio.Drafts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which diagram, table or form is to be released. */
@Configuration(proxyBeanMethods = false)
class DraftSubjects {
  @Bean
  TaskSubject draftSubject(Drafts drafts) {
    return TaskSubject.byNumber(
        ReleaseDiagramProcess.ID,
        ReleaseDiagramProcess.DRAFT_ID,
        id -> drafts.subject(drafts.get(id)).name());
  }
}
