package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fairlead.FairleadTest;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever is logged while a step runs can be found by its process and its project. */
@FairleadTest
class LogLinesTests {
  @Autowired Projects projects;

  @Test
  void aLineOfAStepNamesItsProcessAndWhatItIsAbout() {
    ListAppender<ILoggingEvent> lines =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing(); // its context is gone afterwards
            super.append(line);
          }
        };
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    logger.addAppender(lines);
    logger.setLevel(Level.DEBUG);
    try {
      SampleProject.begin(projects, "LOG-1", "20000");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .anySatisfy(
            context ->
                assertThat(context)
                    .containsEntry("businessKey", "LOG-1")
                    .containsEntry("processKey", "planProject")
                    .containsKeys("processInstanceId", "activityId"));
  }
}
