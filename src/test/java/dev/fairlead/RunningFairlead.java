package dev.fairlead;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The whole application on a real port, with H2 in memory, the demo people and the job executor;
 * one for all tests that use it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:running;DB_CLOSE_DELAY=-1",
      "fairlead.demo-world=false",
      "fairlead.mail.decide.enabled=true",
      "fairlead.mail.decide.up-to=20000",
      "fairlead.webhooks.hosts=hooks.invalid",
      // a person who waits for Fairlead's next step does not wait for the executor's nap
      "camunda.bpm.job-execution.max-wait=200",
      "camunda.bpm.job-execution.wait-time-in-millis=100"
    })
@Import(QuickPasswords.class)
@ExtendWith({RunningFairlead.ItsOwnEngine.class, FreshStart.class})
public @interface RunningFairlead {
  /**
   * Camunda's web applications find their engine by its name, and would take that of the
   * application that another test in the same process started last.
   */
  class ItsOwnEngine implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      ProcessEngines.registerProcessEngine(
          SpringExtension.getApplicationContext(context).getBean(ProcessEngine.class));
    }
  }
}
