package dev.fairlead.project;

import dev.fairlead.people.DeputyEnded;
import dev.fairlead.people.DeputyNamed;
import dev.fairlead.people.ProcessNames;
import dev.fairlead.people.Substitution;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Sentences;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who may decide in whose name is a decision of its own; the room of people knows no log. */
@Component
class DeputyDecisions {
  private final DecisionLog decisions;
  private final Users users;
  private final ProcessNames processes;

  DeputyDecisions(DecisionLog decisions, Users users, ProcessNames processes) {
    this.decisions = decisions;
    this.users = users;
    this.processes = processes;
  }

  @EventListener
  void on(DeputyNamed named) {
    decisions.keep(decided(named.username(), named.substitution(), "NAME", named.by()));
  }

  @EventListener
  void on(DeputyEnded ended) {
    decisions.keep(decided(ended.username(), ended.substitution(), "END", ended.by()));
  }

  private Decided decided(String username, Substitution deputy, String decision, String by) {
    return Decided.on(null, Decided.Kind.DEPUTY, "deputy of " + username, decision, by)
        .named(users.nameOf(deputy.deputy()))
        .insteadOf(username.equals(by) ? null : username)
        .saying(
            Sentences.say(
                "project.decisions.deputy",
                users.nameOf(deputy.deputy()),
                users.nameOf(username),
                Sentences.day(deputy.firstDay()),
                Sentences.day(deputy.lastDay()),
                processes.inWords(deputy.scope())));
  }
}
