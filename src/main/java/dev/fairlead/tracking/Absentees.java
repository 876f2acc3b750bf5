package dev.fairlead.tracking;

import dev.fairlead.people.Absences;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whoever is away is not the only one to be told. */
@Component
class Absentees {
  private final Absences absences;
  private final Users users;
  private final FairleadClock clock;

  Absentees(Absences absences, Users users, FairleadClock clock) {
    this.absences = absences;
    this.users = users;
    this.clock = clock;
  }

  boolean isAway(String person) {
    return absences.of(person).isAway(clock.today());
  }

  /** Who stands in for them today in this process. */
  List<String> deputies(String person, String process) {
    return List.copyOf(users.deputiesOf(person, clock.today(), process));
  }

  /** The same, of those only who stand in for them in everything. */
  List<String> orDeputiesInEverything(String person, String process) {
    return orDeputies(person, process).stream()
        .filter(one -> one.equals(person) || users.actsFor(one, clock.today()).contains(person))
        .toList();
  }

  /** The person, and while they are away who stands in for them as well. */
  List<String> orDeputies(String person, String process) {
    List<String> to = new ArrayList<>(List.of(person));
    if (isAway(person)) {
      to.addAll(deputies(person, process));
    }
    return to;
  }
}
