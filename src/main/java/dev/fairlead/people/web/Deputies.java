package dev.fairlead.people.web;

import dev.fairlead.people.ProcessNames;
import dev.fairlead.people.Scope;
import dev.fairlead.people.Substitution;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Who stands in for a person, as people see it of themselves and administrators of everybody. */
@Component
class Deputies {
  private static final Logger LOG = LoggerFactory.getLogger(Deputies.class);

  private final Users users;
  private final ProcessNames processes;
  private final FairleadClock clock;

  Deputies(Users users, ProcessNames processes, FairleadClock clock) {
    this.users = users;
    this.processes = processes;
    this.clock = clock;
  }

  /** What the list and the form of {@code people/parts} need. */
  void show(String username, Collection<String> chosen, Model model) {
    List<Substitution> substitutions = users.substitutions(username);
    Map<String, String> asking = processes.asking();
    model.addAttribute("substitutions", substitutions);
    model.addAttribute(
        "scopes",
        substitutions.stream()
            .collect(
                Collectors.toMap(
                    Substitution::id, named -> ProcessNames.inWords(named.scope(), asking))));
    model.addAttribute(
        "names", users.namesOf(substitutions.stream().map(Substitution::deputy).toList()));
    model.addAttribute("possible", users.offered(List.of()).without(username));
    model.addAttribute("processes", asking);
    model.addAttribute("chosen", Set.copyOf(chosen));
    model.addAttribute("today", clock.today());
  }

  /**
   * Names a deputy.
   *
   * @param chosen keys of the processes; none for everything
   * @return what holds now, as a sentence
   */
  String appoint(
      String username,
      String deputy,
      LocalDate from,
      LocalDate until,
      Collection<String> chosen,
      String by) {
    Scope scope =
        new Scope(chosen.stream().filter(key -> !key.isBlank()).collect(Collectors.toSet()));
    String meant = users.named(deputy);
    users.substitute(username, meant, from, until, scope, by);
    String sentence =
        Sentences.say(
            "people.screen.deputyNamed",
            users.nameOf(meant),
            users.nameOf(username),
            from,
            until,
            processes.inWords(scope));
    LOG.info("{} named a deputy: {}", by, sentence);
    return sentence;
  }

  void dismiss(String username, long id, String by) {
    users.endSubstitution(username, id, by);
    LOG.info("{} took a deputy of {} back", by, username);
  }
}
