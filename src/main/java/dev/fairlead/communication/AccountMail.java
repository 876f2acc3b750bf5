package dev.fairlead.communication;

import dev.fairlead.people.PasswordChanged;
import dev.fairlead.project.Notice;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people when their password changes, since it might not have been them. */
@Component
class AccountMail {
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;

  AccountMail(ApplicationEventPublisher events, FairleadClock clock) {
    this.events = events;
    this.clock = clock;
  }

  @EventListener
  void on(PasswordChanged changed) {
    events.publishEvent(
        new Notice(
            "password/" + UUID.randomUUID(),
            null,
            List.of(changed.username()),
            "account.password",
            Map.of("moment", Sentences.moment(clock.now())),
            "/account"));
  }
}
