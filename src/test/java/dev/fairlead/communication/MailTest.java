package dev.fairlead.communication;

import dev.fairlead.FairleadTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * The whole application with a mail server of the test's own; the tests carry the mails themselves.
 * One context for all tests that use it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FairleadTest
@TestPropertySource(
    properties = {
      "fairlead.test.name=outbox",
      "fairlead.url=https://fairlead.example/",
      "fairlead.mail.from=fairlead@fairlead.example",
      "fairlead.mail.interval=PT24H",
      "fairlead.mail.digest-interval=PT24H",
      "spring.mail.host=127.0.0.1",
      "spring.mail.properties.mail.smtp.timeout=8000"
    })
@interface MailTest {}
