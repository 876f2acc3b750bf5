package dev.fairlead.communication;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What can be entered about a stakeholder. */
@Component
class StakeholderRules {
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);
  private static final String CODE = "communication.stakeholder.";

  private final CommunicationPlan plan;
  private final OutsideParties parties;
  private final Users users;
  private final FairleadClock clock;

  StakeholderRules(
      CommunicationPlan plan, OutsideParties parties, Users users, FairleadClock clock) {
    this.plan = plan;
    this.parties = parties;
    this.users = users;
    this.clock = clock;
  }

  /**
   * What was typed, as it is kept.
   *
   * @param was the stakeholder as it is, or null where it is new; what a form leaves as it is need
   *     not hold any more
   * @param known all stakeholders of the project
   * @throws RefusedException naming every field that is wrong
   */
  Stakeholder checked(
      Project project,
      NewStakeholder wanted,
      Stakeholder was,
      List<Stakeholder> known,
      Checks checks) {
    String name = checks.value(() -> line("name", "whom", wanted.name(), true));
    String organisation =
        checks.value(
            () -> line("organisation", "field.organisation", wanted.organisation(), false));
    String role = checks.value(() -> line("role", "field.role", wanted.role(), false));
    String expectations = checks.value(() -> text("expectations", wanted.expectations()));
    String approach = checks.value(() -> text("approach", wanted.approach()));
    grade("interest", wanted.interest(), checks);
    grade("influence", wanted.influence(), checks);
    asWhom(project, wanted, was, checks);
    String responsible =
        blank(wanted.responsible()) ? project.coordinator() : wanted.responsible().strip();
    if ((was == null || !responsible.equals(was.responsible()))
        && !plan.candidates(project).contains(responsible)) {
      checks.refuse("responsible", "communication.responsible", project.key());
    }
    if (wanted.nextReview() != null
        && (was == null || !wanted.nextReview().equals(was.nextReview()))) {
      review(wanted.nextReview(), checks);
    }
    if (name != null && organisation != null) {
      once(name, organisation, was, known, checks);
    }
    checks.done();
    return new Stakeholder(
        null,
        project.key(),
        0,
        name,
        organisation,
        role,
        blank(wanted.person()) ? null : wanted.person().strip(),
        wanted.partyId(),
        wanted.audienceRole(),
        wanted.interest(),
        wanted.influence(),
        attitude(wanted.attitude()),
        attitude(wanted.wantedAttitude()),
        expectations,
        approach,
        responsible,
        wanted.nextReview(),
        null);
  }

  /** What was typed beside what the form leaves as it is, for comparing only. */
  static Stakeholder typed(Stakeholder now, NewStakeholder typed) {
    return new Stakeholder(
        now.id(),
        now.projectKey(),
        now.number(),
        typed.name(),
        typed.organisation(),
        typed.role(),
        blank(typed.person()) ? null : typed.person(),
        typed.partyId(),
        typed.audienceRole(),
        typed.interest(),
        typed.influence(),
        typed.attitude(),
        typed.wantedAttitude(),
        typed.expectations(),
        typed.approach(),
        typed.responsible(),
        typed.nextReview(),
        now.endedAt());
  }

  /** As an account, as an external party, or as a role of the plan: one of them, or none. */
  private void asWhom(Project project, NewStakeholder wanted, Stakeholder was, Checks checks) {
    String person = blank(wanted.person()) ? null : wanted.person().strip();
    if (person != null
        && (was == null || !person.equals(was.person()))
        && users.find(person).filter(User::enabled).isEmpty()) {
      checks.refuse("person", "tracking.personUnknown", person);
    }
    if (wanted.partyId() != null
        && (was == null || !wanted.partyId().equals(was.partyId()))
        && parties.of(project.key()).stream().noneMatch(one -> wanted.partyId() == one.id())) {
      checks.refuse("known", "communication.outsideUnknown", project.key());
    }
    if (List.of(person != null, wanted.partyId() != null, wanted.audienceRole() != null).stream()
            .filter(given -> given)
            .count()
        > 1) {
      checks.refuse("known", CODE + "oneWay");
    }
  }

  /** The same people are not judged twice. */
  private static void once(
      String name, String organisation, Stakeholder was, List<Stakeholder> known, Checks checks) {
    known.stream()
        .filter(Stakeholder::isActive)
        .filter(one -> was == null || one.number() != was.number())
        .filter(
            one ->
                one.name().equalsIgnoreCase(name)
                    && one.organisation().equalsIgnoreCase(organisation))
        .findFirst()
        .ifPresent(one -> checks.refuse("name", CODE + "known", one.called(), one.id()));
  }

  private void review(LocalDate day, Checks checks) {
    if (day.isBefore(clock.today())) {
      checks.refuse("nextReview", "tracking.action.past", day);
    } else if (day.isAfter(LAST_DAY)) {
      checks.refuse("nextReview", "tracking.action.far", day.toString());
    }
  }

  private static void grade(String field, Integer grade, Checks checks) {
    if (grade == null || grade < 1 || grade > 5) {
      checks.refuse(field, CODE + "grade", label(field));
    }
  }

  private static Attitude attitude(Attitude wanted) {
    return Objects.requireNonNullElse(wanted, Attitude.UNKNOWN);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static String line(String field, String called, String typed, boolean needed) {
    String line = typed == null ? null : typed.replaceAll("\\p{Cntrl}+", " ");
    String text =
        needed
            ? Texts.needed(field, Sentences.say(CODE + called), line, 120)
            : Texts.optional(field, Sentences.say(CODE + called), line, 120);
    return text == null ? "" : text;
  }

  private static String text(String field, String typed) {
    String text = Texts.optional(field, label(field), typed, 2000);
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  private static String label(String field) {
    return Sentences.say(CODE + "field." + field);
  }
}
