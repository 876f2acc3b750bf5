package dev.fairlead;

import dev.fairlead.processes.FlowsTaken;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with the demo people on H2 in memory, and once more on PostgreSQL (see
 * {@link TestDatabase}); one context for all tests that use it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("database")
@SpringBootTest(
    properties = {
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false",
      // some tests count statements
      "spring.session.jdbc.cleanup-cron=-",
      // all tests come from one address
      "fairlead.mail.decide.enabled=true",
      "fairlead.mail.decide.up-to=20000",
      "fairlead.shared.lookups-per-minute=1000000",
      // a name that is no host's (RFC 6761); tests carry to webhooks themselves
      "fairlead.webhooks.hosts=hooks.invalid",
      "fairlead.webhooks.interval=PT24H",
      "fairlead.login.failures-per-account=1000000",
      "fairlead.login.failures-per-address=1000000"
    })
@ContextConfiguration(initializers = TestDatabase.class)
@AutoConfigureMockMvc
@ExtendWith(FreshStart.class)
@Import({FlowsTaken.class, SharedPagesInMock.class, QuickPasswords.class})
public @interface FairleadTest {}
