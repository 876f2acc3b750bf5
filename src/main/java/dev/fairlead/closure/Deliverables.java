package dev.fairlead.closure;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The results that are accepted one by one. They begin as the milestones of the plan. */
@Service
@Transactional
public class Deliverables {
  private static final int MOST = 200;
  private static final int MOST_CRITERIA = 40;

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final ProjectRights rights;
  private final Users users;
  private final FollowOnActions actions;
  private final History history;
  private final FairleadClock clock;

  Deliverables(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      ProjectRights rights,
      Users users,
      FollowOnActions actions,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.rights = rights;
    this.users = users;
    this.actions = actions;
    this.history = history;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public List<Deliverable> of(String projectKey) {
    return jdbc.sql("select * from deliverable where project_key = ? order by number")
        .param(projectKey)
        .query(
            (row, i) ->
                new Deliverable(
                    projectKey,
                    row.getInt("number"),
                    row.getString("name"),
                    row.getString("criteria"),
                    row.getObject("task", Integer.class),
                    row.getString("acceptor"),
                    row.getString("acceptance") == null
                        ? null
                        : Deliverable.Acceptance.valueOf(row.getString("acceptance")),
                    places(row.getString("criteria_met")),
                    row.getString("condition_text"),
                    row.getString("rework"),
                    row.getString("accepted_by"),
                    row.getObject("accepted_at", LocalDateTime.class)))
        .list();
  }

  private static Set<Integer> places(String met) {
    return met == null || met.isEmpty()
        ? Set.of()
        : Arrays.stream(met.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
  }

  /** Login name of the one who accepts it: the person named, otherwise the sponsor. */
  public static String acceptor(Project project, Deliverable deliverable) {
    return deliverable.acceptor() == null ? project.sponsor() : deliverable.acceptor();
  }

  /** Those who still have to decide on at least one deliverable. */
  @Transactional(readOnly = true)
  public List<String> acceptors(String projectKey) {
    Project project = projects.get(projectKey);
    return of(projectKey).stream()
        .filter(deliverable -> !deliverable.isAccepted())
        .map(deliverable -> acceptor(project, deliverable))
        .distinct()
        .toList();
  }

  /**
   * Lists the milestones of the plan where nobody listed anything; without milestones the result as
   * a whole.
   */
  void listMilestones(String projectKey) {
    if (!of(projectKey).isEmpty()) {
      return;
    }
    int number = 0;
    for (PlanTask task : plans.current(projectKey).tasks()) {
      if (task.milestone()) {
        insert(
            projectKey,
            ++number,
            task.name(),
            Sentences.say("closure.milestoneCriteria"),
            task.number(),
            null);
      }
    }
    if (number == 0) {
      insert(
          projectKey,
          1,
          cut(Sentences.say("closure.wholeResult", projects.get(projectKey).name())),
          Sentences.say("closure.wholeCriteria"),
          null,
          null);
    }
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 199) + "…" : text;
  }

  /** Adds a deliverable that the sponsor accepts. */
  public void add(String projectKey, String name, String criteria, String by) {
    add(projectKey, name, criteria, null, by);
  }

  /**
   * Adds a deliverable.
   *
   * @param criteria one a line
   * @param acceptor login name, or blank for the sponsor
   */
  public void add(String projectKey, String name, String criteria, String acceptor, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    closing(project);
    String called = Texts.needed("name", "the name", name, 200);
    String measured = criteria(criteria);
    String accepts = person(project, acceptor);
    if (of(projectKey).size() >= MOST) {
      throw RefusedException.because("closure.deliverablesMany", MOST);
    }
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from deliverable where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    insert(projectKey, number, called, measured, null, accepts);
    history.note(projectKey, by, Sentences.say("closure.history.deliverable", called));
  }

  /** Says anew by what an undecided deliverable is accepted, and by whom. */
  public void change(
      String projectKey, int number, String name, String criteria, String acceptor, String by) {
    change(projectKey, number, name, criteria, acceptor, null, by);
  }

  /**
   * The same from a form.
   *
   * @param seen {@link Deliverable#seen()} of what the form showed, or null where nothing was shown
   */
  public void change(
      String projectKey,
      int number,
      String name,
      String criteria,
      String acceptor,
      String seen,
      String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    closing(project);
    Deliverable deliverable = open(projectKey, number);
    mustBe(deliverable, seen);
    String called = Texts.needed("name", "the name", name, 200);
    String measured = criteria(criteria);
    asItWas(
        deliverable,
        jdbc.sql(
                "update deliverable set name = ?, criteria = ?, acceptor = ?"
                    + " where project_key = ? and number = ? and acceptance is null and name = ?"
                    + " and criteria = ?")
            .params(
                called,
                measured,
                person(project, acceptor),
                projectKey,
                number,
                deliverable.name(),
                deliverable.criteria())
            .update());
    if (!deliverable.name().equals(called) || !deliverable.criteria().equals(measured)) {
      history.note(projectKey, by, Sentences.say("closure.history.deliverableChanged", called));
    }
  }

  private static String criteria(String typed) {
    String measured =
        Texts.needed("criteria", "the acceptance criteria", typed, 1000).replace("\r\n", "\n");
    if (measured.lines().filter(line -> !line.isBlank()).count() > MOST_CRITERIA) {
      throw RefusedException.ofField("criteria", "closure.criteriaMany", MOST_CRITERIA);
    }
    return measured;
  }

  /** Nobody accepts what they deliver themselves. */
  private String person(Project project, String acceptor) {
    if (acceptor == null || acceptor.isBlank() || acceptor.strip().equals(project.sponsor())) {
      return null;
    }
    User user =
        users
            .find(acceptor.strip())
            .filter(User::enabled)
            .orElseThrow(() -> RefusedException.ofField("acceptor", "closure.acceptorUnknown"));
    if (user.username().equals(project.coordinator())) {
      throw RefusedException.ofField("acceptor", "closure.acceptorCoordinates", user.displayName());
    }
    return user.username();
  }

  /**
   * Takes a deliverable from the list that nobody accepted yet.
   *
   * @param seen as in {@link #change}
   */
  public void remove(String projectKey, int number, String seen, String by) {
    closing(rights.mustCoordinate(projectKey, by));
    Deliverable deliverable = open(projectKey, number);
    mustBe(deliverable, seen);
    asItWas(
        deliverable,
        jdbc.sql(
                "delete from deliverable where project_key = ? and number = ? and acceptance is null"
                    + " and name = ? and criteria = ?")
            .params(projectKey, number, deliverable.name(), deliverable.criteria())
            .update());
    history.note(
        projectKey, by, Sentences.say("closure.history.deliverableRemoved", deliverable.name()));
  }

  /** Accepts a deliverable whose criteria are all met, or decides otherwise. */
  public void accept(
      String projectKey,
      int number,
      Deliverable.Acceptance acceptance,
      String condition,
      String by) {
    Deliverable deliverable = open(projectKey, number);
    accept(
        projectKey,
        number,
        acceptance,
        IntStream.rangeClosed(1, deliverable.checklist().size())
            .boxed()
            .collect(Collectors.toSet()),
        condition,
        by);
  }

  /** Keeps what the acceptor decides. */
  public void accept(
      String projectKey,
      int number,
      Deliverable.Acceptance acceptance,
      Set<Integer> met,
      String condition,
      String by) {
    accept(projectKey, number, acceptance, met, condition, null, by);
  }

  /**
   * The same from a form.
   *
   * @param met places of the criteria that are met, from 1; all of them to accept without remarks
   * @param condition what must still be done, needed to accept on condition; why it is rejected
   * @param seen {@link Deliverable#seen()} of what the form showed, since the places mean nothing
   *     without it; null where nothing was shown
   * @throws ConflictException when it was changed, decided on or replaced meanwhile
   */
  public void accept(
      String projectKey,
      int number,
      Deliverable.Acceptance acceptance,
      Set<Integer> met,
      String condition,
      String seen,
      String by) {
    Project project = projects.get(projectKey);
    closing(project);
    Deliverable deliverable = open(projectKey, number);
    String acceptor = acceptor(project, deliverable);
    if (!rights.stands(acceptor, by) || by.equals(project.coordinator())) {
      throw RefusedException.forbidden("closure.onlyAcceptor", users.nameOf(acceptor));
    }
    mustBe(deliverable, seen);
    if (acceptance == null) {
      throw RefusedException.ofField("acceptance", "closure.acceptanceMissing");
    }
    List<String> criteria = deliverable.checklist();
    List<Integer> places =
        new TreeSet<>(met).stream().filter(at -> at >= 1 && at <= criteria.size()).toList();
    if (acceptance == Deliverable.Acceptance.ACCEPTED && places.size() < criteria.size()) {
      throw RefusedException.ofField(
          "acceptance",
          "closure.criteriaOpen",
          IntStream.rangeClosed(1, criteria.size())
              .filter(at -> !places.contains(at))
              .mapToObj(at -> criteria.get(at - 1))
              .collect(Collectors.joining("; ")));
    }
    String text =
        switch (acceptance) {
          case ACCEPTED -> null;
          case ON_CONDITION -> Texts.needed("condition", "the remarks", condition, 1000);
          case REJECTED -> Texts.needed("condition", "the reason", condition, 1000);
        };
    asItWas(
        deliverable,
        jdbc.sql(
                "update deliverable set acceptance = ?, criteria_met = ?, condition_text = ?,"
                    + " accepted_by = ?, accepted_at = ? where project_key = ? and number = ?"
                    + " and acceptance is null and name = ? and criteria = ?")
            .params(
                acceptance.name(),
                places.stream().map(String::valueOf).collect(Collectors.joining(",")),
                text,
                by,
                clock.now(),
                projectKey,
                number,
                deliverable.name(),
                deliverable.criteria())
            .update());
    if (acceptance == Deliverable.Acceptance.ON_CONDITION) {
      actions.open(
          projectKey,
          text,
          Sentences.say("closure.fromDeliverable", deliverable.name()),
          project.coordinator());
    }
    history.note(
        projectKey,
        by,
        Sentences.say(
            "closure.history." + acceptance, deliverable.name(), text == null ? "" : text));
    history.decided(
        Decided.on(projectKey, Decided.Kind.DELIVERABLE, "deliverable " + number, acceptance, by)
            .named(deliverable.name())
            .ofVersion(
                places.size() + " of " + criteria.size() + " criteria met",
                Fingerprint.of(deliverable.name() + "\n" + deliverable.criteria() + "\n" + places))
            .insteadOf(by.equals(acceptor) ? null : acceptor)
            .saying(text));
  }

  /**
   * Whether this person's deliverables are all accepted; those that are rejected go back.
   *
   * @throws RefusedException while one of them is not decided on
   */
  @Transactional(readOnly = true)
  public boolean allAccepted(String projectKey, String acceptor) {
    List<Deliverable> own = of(projectKey, acceptor);
    String open =
        own.stream()
            .filter(d -> d.acceptance() == null || acceptor == null && d.isRejected())
            .map(Deliverable::name)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.notAccepted", open);
    }
    return own.stream().noneMatch(Deliverable::isRejected);
  }

  /** Puts what this person rejected before them again, with what the coordinator did about it. */
  public void rework(String projectKey, String acceptor, String done, String by) {
    String text = Texts.needed("reworkDone", "what was done", done, 1000);
    for (Deliverable deliverable : of(projectKey, acceptor)) {
      if (deliverable.isRejected()) {
        jdbc.sql(
                "update deliverable set acceptance = null, rework = ? where project_key = ? and"
                    + " number = ?")
            .params(text, projectKey, deliverable.number())
            .update();
        history.note(
            projectKey, by, Sentences.say("closure.history.reworked", deliverable.name(), text));
      }
    }
  }

  private List<Deliverable> of(String projectKey, String acceptor) {
    Project project = projects.get(projectKey);
    return of(projectKey).stream()
        .filter(d -> acceptor == null || acceptor(project, d).equals(acceptor))
        .toList();
  }

  private static void closing(Project project) {
    if (project.phase() != Phase.CLOSING) {
      throw RefusedException.because("closure.phase", project.key());
    }
    project.mustRun();
  }

  private static void mustBe(Deliverable deliverable, String seen) {
    if (seen != null) {
      Seen.mustBe(
          deliverable.seen(),
          seen,
          "closure.deliverableMeanwhile",
          String.valueOf(deliverable.number()),
          deliverable.name());
    }
  }

  /** Of two at the same moment the second finds nothing any more as it has read it. */
  private static void asItWas(Deliverable deliverable, int rows) {
    if (rows == 0) {
      throw ConflictException.because(
          "closure.deliverableMeanwhile", String.valueOf(deliverable.number()), deliverable.name());
    }
  }

  private Deliverable open(String projectKey, int number) {
    Deliverable deliverable =
        of(projectKey).stream()
            .filter(d -> d.number() == number)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("closure.deliverableUnknown", number, projectKey));
    if (deliverable.acceptance() != null) {
      throw ConflictException.because(
          deliverable.isRejected() ? "closure.alreadyRejected" : "closure.alreadyAccepted",
          deliverable.name());
    }
    return deliverable;
  }

  private void insert(
      String projectKey, int number, String name, String criteria, Integer task, String acceptor) {
    jdbc.sql(
            "insert into deliverable (project_key, number, name, criteria, task, acceptor)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(projectKey, number, name, criteria, task, acceptor)
        .update();
  }
}
