package dev.fairlead.tracking;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.RiskOccurred;
import dev.fairlead.plan.Systems;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WordIndex;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The issue log of all projects: filing, triage, solution, verification, and finding similar past
 * ones.
 */
@Service
@Transactional
public class Issues {
  /** Under this kind the words of issues are indexed. */
  static final String WORDS_OF = "issue";

  /** {@link Issue#isOpen()} */
  private static final String OPEN = "status in ('OPEN', 'POSTPONED')";

  private static final String RANK = "case when " + OPEN + " then 0 else 1 end";
  private static final String LEVEL = "case %s when 'HIGH' then 3 when 'MEDIUM' then 2 else 1 end";
  private static final String OPEN_FIRST = RANK + ", number desc";

  private static final String ON_SYSTEM =
      " from issue i join plan_system s on s.project_key = i.project_key and s.number = i.system"
          + " where s.name_key = :system";

  private final JdbcClient jdbc;
  private final WordIndex words;
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final ProjectRights rights;
  private final Users users;
  private final FollowUps followUps;
  private final History history;
  private final WorkingTime working;
  private final FairleadClock clock;
  private final ObjectProvider<IssueFlow> flow;

  Issues(
      JdbcClient jdbc,
      WordIndex words,
      Projects projects,
      Plans plans,
      Registers registers,
      ProjectRights rights,
      Users users,
      FollowUps followUps,
      History history,
      WorkingTime working,
      FairleadClock clock,
      ObjectProvider<IssueFlow> flow) {
    this.jdbc = jdbc;
    this.words = words;
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.rights = rights;
    this.users = users;
    this.followUps = followUps;
    this.history = history;
    this.working = working;
    this.clock = clock;
    this.flow = flow;
  }

  /** Files an issue and begins its way, both or neither. */
  public Issue file(String projectKey, NewIssue wanted, String by) {
    Project project = rights.mustBelong(projectKey, by);
    ProjectRights.mustBeTracked(project, "tracking.issuePhase");
    Issue issue = insert(projectKey, wanted, null, by);
    flow.getObject().begin(issue, project.coordinator());
    return issue;
  }

  /**
   * Files the issue that the owner of a late task named as the reason; the follow-up itself carries
   * it on.
   */
  public Issue fileFromFollowUp(String projectKey, int taskNumber) {
    FollowUp followUp =
        followUps
            .findOpen(projectKey, taskNumber)
            .orElseThrow(
                () -> NotFoundException.because("tracking.followUpNone", taskNumber, projectKey));
    PlanTask task = plans.current(projectKey).task(taskNumber);
    String name = task == null ? "" : task.name();
    Issue issue =
        insert(
            projectKey,
            new NewIssue(
                Issue.Kind.PROBLEM,
                cut(Sentences.say("tracking.issueOfTask", name), 200),
                followUp.reason(),
                task == null ? null : task.system(),
                taskNumber,
                followUp.finishSlipDays() > 0 ? Issue.Level.HIGH : Issue.Level.MEDIUM,
                followUp.finishSlipDays() > 0 ? Issue.Level.HIGH : Issue.Level.MEDIUM,
                null),
            null,
            followUp.repliedBy() == null ? followUp.owner() : followUp.repliedBy());
    followUps.linkIssue(projectKey, taskNumber, issue.id());
    return issue;
  }

  /** Files the problem that a team member named in the weekly check-in, and begins its way. */
  Issue fileFromCheckIn(String projectKey, int taskNumber, String problem, String member) {
    PlanTask task = plans.current(projectKey).task(taskNumber);
    if (task == null) {
      throw RefusedException.ofField("problem", "tracking.taskUnknown", taskNumber, projectKey);
    }
    Issue.Level level =
        plans.schedule(projectKey).byNumber().get(taskNumber).critical()
            ? Issue.Level.HIGH
            : Issue.Level.MEDIUM;
    return file(
        projectKey,
        new NewIssue(
            Issue.Kind.PROBLEM,
            cut(Sentences.say("tracking.issueOfTask", task.name()), 200),
            problem,
            task.system(),
            taskNumber,
            level,
            level,
            null),
        member);
  }

  /**
   * A threat that occurs becomes an issue of the risk's owner, about the first of its tasks that is
   * still in the plan; what was to be done about it stands in the description. A chance that comes
   * true is no problem.
   */
  @EventListener
  public void on(RiskOccurred occurred) {
    Project project = projects.get(occurred.projectKey());
    Risk risk = occurred.risk();
    if (risk.chance()) {
      history.note(
          project.key(),
          occurred.by(),
          Sentences.say("tracking.history.chance", String.valueOf(risk.number()), risk.title()));
      return;
    }
    PlanTask task = firstTask(project.key(), risk);
    Issue issue =
        insert(
            project.key(),
            new NewIssue(
                Issue.Kind.PROBLEM,
                cut(Sentences.say("tracking.issueOfRisk", risk.title()), 200),
                describe(risk),
                task == null ? null : task.system(),
                task == null ? null : task.number(),
                Issue.Level.HIGH,
                Issue.Level.HIGH,
                null),
            risk.number(),
            occurred.by() == null ? project.coordinator() : occurred.by());
    if (risk.owner() != null && users.find(risk.owner()).filter(User::enabled).isPresent()) {
      jdbc.sql("update issue set owner = ? where id = ?").params(risk.owner(), issue.id()).update();
    }
    flow.getObject().begin(get(issue.id()), project.coordinator());
  }

  private PlanTask firstTask(String projectKey, Risk risk) {
    if (risk.delay() == null || risk.delay().tasks().isEmpty()) {
      return null;
    }
    WorkPlan plan = plans.current(projectKey);
    return risk.delay().tasks().stream()
        .map(plan::task)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private String describe(Risk risk) {
    StringBuilder text =
        new StringBuilder(
            Sentences.say(
                "tracking.issueOfRiskText", risk.event().isBlank() ? risk.title() : risk.event()));
    if (!risk.effect().isBlank()) {
      text.append('\n').append(Sentences.say("tracking.issueOfRiskEffect", risk.effect()));
    }
    if (!risk.measures().isEmpty()) {
      text.append('\n').append(Sentences.say("tracking.issueOfRiskMeasures"));
      risk.measures().forEach(measure -> text.append("\n- ").append(describe(measure)));
    }
    return cut(text.toString(), 4000);
  }

  /** Such as "Order early (Tom Eriksen, until 5 Mar 2027)". */
  private String describe(RiskMeasure measure) {
    List<String> details = new ArrayList<>();
    if (measure.responsible() != null) {
      details.add(users.nameOf(measure.responsible()));
    }
    if (measure.isDone()) {
      details.add(
          Sentences.say("tracking.issueOfRiskMeasureDone", Sentences.day(measure.doneOn())));
    } else if (measure.due() != null) {
      details.add(Sentences.say("tracking.issueOfRiskMeasureDue", Sentences.day(measure.due())));
    }
    return details.isEmpty()
        ? measure.text()
        : measure.text() + " (" + String.join(", ", details) + ")";
  }

  /** Nobody follows up tasks or solves issues of a project that is not carried out. */
  @EventListener
  public void on(ProjectStopped stopped) {
    followUps.closeAll(stopped.projectKey());
    for (Issue issue : open(stopped.projectKey())) {
      close(issue.id(), null);
      flow.getObject().end(issue);
    }
  }

  private Issue insert(String projectKey, NewIssue wanted, Integer risk, String by) {
    if (wanted.kind() == null) {
      throw RefusedException.ofField("kind", "tracking.issueKind");
    }
    String title = Texts.needed("title", "the title", wanted.title(), 200);
    String description = Texts.needed("description", "the description", wanted.description(), 4000);
    if (wanted.urgency() == null) {
      throw RefusedException.ofField("urgency", "tracking.urgency");
    }
    if (wanted.impact() == null) {
      throw RefusedException.ofField("impact", "tracking.impact");
    }
    if (wanted.system() != null
        && registers.systems(projectKey).stream().noneMatch(s -> s.number() == wanted.system())) {
      throw RefusedException.ofField(
          "system", "tracking.systemUnknown", wanted.system(), projectKey);
    }
    if (wanted.task() != null && plans.current(projectKey).task(wanted.task()) == null) {
      throw RefusedException.ofField("task", "tracking.taskUnknown", wanted.task(), projectKey);
    }
    target(wanted.targetDate());
    // its row is the lock for the next number too
    projects.running(projectKey);
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from issue where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    String id = projectKey + "-I" + number;
    jdbc.sql(
            "insert into issue (id, project_key, number, kind, title, description, system, task,"
                + " risk, urgency, impact, reporter, reported_at, target_date, status) values (?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')")
        .params(
            id,
            projectKey,
            number,
            wanted.kind().name(),
            title,
            description,
            wanted.system(),
            wanted.task(),
            risk,
            wanted.urgency().name(),
            wanted.impact().name(),
            by,
            clock.now(),
            wanted.targetDate())
        .update();
    remember(id);
    history.note(projectKey, by, Sentences.say("tracking.history.issue", id, title));
    return get(id);
  }

  /**
   * Keeps what the coordinator decided about the issue.
   *
   * @param owner who shall solve it; needed for RESOLVE
   * @param until day on which it is looked at again; needed for POSTPONE
   */
  public Issue triage(
      String id,
      Issue.Triage triage,
      String owner,
      Issue.Level urgency,
      Issue.Level impact,
      LocalDate target,
      LocalDate until,
      String note,
      String by) {
    Issue issue = stillOpen(id);
    if (triage == null) {
      throw RefusedException.ofField("triage", "tracking.triageMissing");
    }
    String solver = owner == null || owner.isBlank() ? issue.owner() : users.named(owner.strip());
    if (triage == Issue.Triage.RESOLVE) {
      if (solver == null) {
        throw RefusedException.ofField("issueOwner", "tracking.issueOwnerMissing");
      }
      if (users.find(solver).filter(User::enabled).isEmpty()) {
        throw RefusedException.ofField("issueOwner", "tracking.personUnknown", solver);
      }
      target(target == null ? issue.targetDate() : target);
    }
    if (triage == Issue.Triage.POSTPONE && (until == null || !until.isAfter(clock.today()))) {
      throw RefusedException.ofField("postponedUntil", "tracking.postponedUntil");
    }
    String why =
        triage == Issue.Triage.NOT_AN_ISSUE
            ? Texts.needed("triageNote", "the note: why this is not an issue", note, 2000)
            : Texts.optional("triageNote", "the note", note, 2000);
    Issue.Status status =
        switch (triage) {
          case RESOLVE -> Issue.Status.OPEN;
          case POSTPONE -> Issue.Status.POSTPONED;
          case NOT_AN_ISSUE -> issue.status();
        };
    jdbc.sql(
            "update issue set triage = ?, owner = ?, urgency = ?, impact = ?, target_date = ?,"
                + " postponed_until = ?, triage_note = ?, status = ? where id = ?")
        .params(
            triage.name(),
            solver,
            (urgency == null ? issue.urgency() : urgency).name(),
            (impact == null ? issue.impact() : impact).name(),
            target == null ? issue.targetDate() : target,
            triage == Issue.Triage.POSTPONE ? until : null,
            why,
            status.name(),
            id)
        .update();
    history.note(
        issue.projectKey(),
        by,
        Sentences.say(
            "tracking.history.triage." + triage,
            id,
            solver == null ? "" : users.nameOf(solver),
            until == null ? "" : until.toString()));
    return get(id);
  }

  /** Keeps cause and solution; the issue then waits for verification. */
  public Issue solve(String id, String cause, String workaround, String solution, String by) {
    Issue issue = stillOpen(id);
    jdbc.sql(
            "update issue set cause = ?, workaround = ?, solution = ?, resolved_at = ?, status ="
                + " 'OPEN' where id = ?")
        .params(
            Texts.needed("cause", "the cause", cause, 4000),
            Texts.optional("workaround", "the workaround", workaround, 4000),
            Texts.needed("solution", "the solution", solution, 4000),
            clock.now(),
            id)
        .update();
    remember(id);
    history.note(issue.projectKey(), by, Sentences.say("tracking.history.solved", id));
    return get(id);
  }

  /**
   * Says whether the solution works. If it does, the issue is resolved; otherwise it goes back with
   * the note.
   */
  public Issue verify(String id, boolean works, String note, String by) {
    Issue issue = stillOpen(id);
    if (issue.solution() == null) {
      throw RefusedException.because("tracking.noSolution", id);
    }
    String text =
        works
            ? Texts.optional("verificationNote", "the note", note, 2000)
            : Texts.needed("verificationNote", "what still fails", note, 2000);
    jdbc.sql(
            "update issue set verified_by = ?, verification_note = ?, status = ?, closed_at = ?"
                + (works ? "" : ", resolved_at = null")
                + " where id = ?")
        .params(
            works ? by : null,
            text,
            works ? Issue.Status.RESOLVED.name() : Issue.Status.OPEN.name(),
            works ? clock.now() : null,
            id)
        .update();
    history.note(
        issue.projectKey(),
        by,
        Sentences.say(
            works ? "tracking.history.verified" : "tracking.history.notVerified",
            id,
            text == null ? "" : text));
    history.decided(
        Decided.on(issue.projectKey(), Decided.Kind.ISSUE, id, works ? "ACCEPT" : "REWORK", by)
            .named(issue.title())
            .ofVersion(null, Fingerprint.of(issue.cause() + "\n" + issue.solution()))
            .saying(text));
    return get(id);
  }

  /**
   * When the task to triage it is due, in the project's working time: after a day where urgency and
   * impact are high, two where one is, five where both are low, three otherwise, but not after its
   * target.
   *
   * @param from from when on
   */
  @Transactional(readOnly = true)
  public LocalDateTime triageUntil(String id, LocalDateTime from) {
    Issue issue = get(id);
    List<Issue.Level> levels = List.of(issue.urgency(), issue.impact());
    int days =
        switch (Collections.frequency(levels, Issue.Level.HIGH)) {
          case 2 -> 1;
          case 1 -> 2;
          default -> Collections.frequency(levels, Issue.Level.LOW) == 2 ? 5 : 3;
        };
    LocalDateTime until = inDays(issue, from, days);
    LocalDateTime target = solveUntil(issue);
    return target != null && target.isAfter(from) && target.isBefore(until) ? target : until;
  }

  /** When the task to solve it is due: the end of work on its target, or null without one. */
  @Transactional(readOnly = true)
  public LocalDateTime solveUntil(String id) {
    return solveUntil(get(id));
  }

  private LocalDateTime solveUntil(Issue issue) {
    return issue.targetDate() == null
        ? null
        : working.of(issue.projectKey()).endOf(issue.targetDate());
  }

  /** When the task to verify its solution is due: two working days from now on. */
  @Transactional(readOnly = true)
  public LocalDateTime verifyUntil(String id) {
    return inDays(get(id), clock.now(), 2);
  }

  private LocalDateTime inDays(Issue issue, LocalDateTime from, int days) {
    WorkingCalendar calendar = working.of(issue.projectKey());
    return calendar.addWorking(from, days * calendar.minutesPerDay());
  }

  /**
   * Changes who solves an open issue, how urgent it is, how much it hinders and by when it should
   * be solved. Whoever has the task to solve it hands it over, and it is due on the new day.
   *
   * @param wants what is to stand there afterwards, all of it, instead of what stands there now
   */
  public Issue change(String id, Function<Issue, IssueChange> wants, String by) {
    projects.lock(get(id).projectKey());
    Issue issue = stillOpen(id);
    IssueChange wanted = wants.apply(issue);
    Project project = rights.mustCoordinate(issue.projectKey(), by);
    ProjectRights.mustBeTracked(project, "tracking.issueChangePhase");
    if (wanted.urgency() == null) {
      throw RefusedException.ofField("urgency", "tracking.urgency");
    }
    if (wanted.impact() == null) {
      throw RefusedException.ofField("impact", "tracking.impact");
    }
    String owner =
        wanted.owner() == null || wanted.owner().isBlank()
            ? null
            : users.named(wanted.owner().strip());
    if (owner == null && issue.owner() != null) {
      throw RefusedException.ofField("owner", "tracking.issueOwnerMissing");
    }
    if (owner != null
        && !owner.equals(issue.owner())
        && users.find(owner).filter(User::enabled).isEmpty()) {
      throw RefusedException.ofField("owner", "tracking.personUnknown", owner);
    }
    if (!Objects.equals(wanted.targetDate(), issue.targetDate())) {
      target(wanted.targetDate());
    }
    jdbc.sql("update issue set owner = ?, urgency = ?, impact = ?, target_date = ? where id = ?")
        .params(owner, wanted.urgency().name(), wanted.impact().name(), wanted.targetDate(), id)
        .update();
    Issue changed = get(id);
    List<String> said = new ArrayList<>();
    said(said, "owner", name(issue.owner()), name(changed.owner()));
    said(said, "urgency", level(issue.urgency()), level(changed.urgency()));
    said(said, "impact", level(issue.impact()), level(changed.impact()));
    said(said, "target", day(issue.targetDate()), day(changed.targetDate()));
    if (said.isEmpty()) {
      return issue;
    }
    history.note(
        issue.projectKey(),
        by,
        Sentences.say("tracking.history.issueChanged", id, String.join("; ", said)));
    flow.getObject().changed(issue, changed);
    return changed;
  }

  private static void said(List<String> said, String field, String before, String now) {
    if (!before.equals(now)) {
      said.add(Sentences.say("tracking.history.issueChanged." + field, before, now));
    }
  }

  private String name(String owner) {
    return owner == null ? "-" : users.nameOf(owner);
  }

  private static String level(Issue.Level level) {
    return Sentences.say("tracking.screen.level." + level);
  }

  private static String day(LocalDate day) {
    return day == null ? "-" : Sentences.day(day);
  }

  /**
   * Who looks whether the solution works: the reporter, or the coordinator where the reporter
   * solved it themselves, or the sponsor where both are one person.
   *
   * @param coordinator login name
   */
  @Transactional(readOnly = true)
  public String verifier(String id, String coordinator) {
    Issue issue = get(id);
    return Stream.of(issue.reporter(), coordinator)
        .filter(person -> !person.equals(issue.owner()))
        .findFirst()
        .orElseGet(() -> projects.get(issue.projectKey()).sponsor());
  }

  /** Closes the issue without a solution. Nothing happens when it is over already. */
  public void close(String id, String by) {
    Issue issue = get(id);
    if (!issue.isOpen()) {
      return;
    }
    jdbc.sql("update issue set status = 'CLOSED', closed_at = ? where id = ?")
        .params(clock.now(), id)
        .update();
    history.note(issue.projectKey(), by, Sentences.say("tracking.history.issueClosed", id));
  }

  /**
   * @throws NotFoundException when there is no such issue
   */
  @Transactional(readOnly = true)
  public Issue get(String id) {
    return jdbc.sql("select * from issue where id = ?")
        .param(id)
        .query(Issue.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("tracking.issueUnknown", id));
  }

  /** All of the project: open ones first, then the newest. */
  @Transactional(readOnly = true)
  public List<Issue> all(String projectKey) {
    return jdbc.sql("select * from issue where project_key = ? order by " + OPEN_FIRST)
        .param(projectKey)
        .query(Issue.class)
        .list();
  }

  /** Which issues of a project are looked at. */
  public enum Shown implements RegisterPage.Part {
    OPEN(Issues.OPEN),
    OVERDUE(Issues.OPEN + " and target_date < :today"),
    /** What the one who looks is to solve. */
    MINE(Issues.OPEN + " and owner = :by"),
    ALL("1 = 1");

    private final String condition;

    Shown(String condition) {
      this.condition = condition;
    }

    @Override
    public String condition() {
      return condition;
    }
  }

  /** In which order; what is open comes before the rest. */
  public enum Order {
    /** What is urgent and weighs much; of the two the one that is higher counts more. */
    PRIORITY(
        RANK + ", " + LEVEL.formatted("urgency") + " * " + LEVEL.formatted("impact") + " desc"),
    TARGET(RANK + ", target_date nulls last"),
    NEWEST(RANK);

    private final String columns;

    Order(String columns) {
      this.columns = columns + ", number desc";
    }
  }

  /**
   * A page of the issues of a project.
   *
   * @param by who looks
   * @param number of the page from 1; the last one where there are not so many
   */
  @Transactional(readOnly = true)
  public RegisterPage<Shown, Issue> register(
      String projectKey, Shown shown, Order order, String by, int number) {
    return RegisterPage.read(
        jdbc,
        "issue where project_key = :key",
        shown,
        order.columns,
        Map.of("key", projectKey, "today", clock.today(), "by", by),
        number,
        new SimplePropertyRowMapper<>(Issue.class));
  }

  /** All that are open, the newest first. */
  @Transactional(readOnly = true)
  public List<Issue> open(String projectKey) {
    return open(projectKey, Integer.MAX_VALUE);
  }

  /** The newest that are open. */
  @Transactional(readOnly = true)
  public List<Issue> open(String projectKey, int most) {
    return jdbc.sql(
            "select * from issue where project_key = :key and "
                + OPEN
                + " order by number desc limit :most")
        .param("key", projectKey)
        .param("most", most)
        .query(Issue.class)
        .list();
  }

  /** Solved issues of all projects that share words with what is typed; the best first. */
  @Transactional(readOnly = true)
  public List<Issue> similar(String text, String exceptId, int most) {
    WordIndex.Hits hits = words.hits(WORDS_OF, text);
    return hits == null
        ? List.of()
        : found(
            hits,
            "i.solution is not null and i.id <> :except",
            Map.of("except", exceptId == null ? "" : exceptId),
            most,
            0);
  }

  /**
   * A page of the project's issues that share words with what is typed, the best first.
   *
   * @param number of the page, from 1
   */
  @Transactional(readOnly = true)
  public Page<Issue> search(String projectKey, String text, int number) {
    WordIndex.Hits hits = words.hits(WORDS_OF, text);
    if (hits == null) {
      return Page.empty(Pages.part(1, 0));
    }
    String where = "i.project_key = :project";
    Map<String, Object> values = Map.of("project", projectKey);
    return Pages.read(
        number,
        part -> found(hits, where, values, part.getPageSize(), part.getOffset()),
        () ->
            jdbc.sql("select count(*)" + matching(hits, where))
                .params(hits.values())
                .params(values)
                .query(Long.class)
                .single());
  }

  private static String matching(WordIndex.Hits hits, String where) {
    return " from issue i join (" + hits.sql() + ") hit on hit.ref = i.id where " + where;
  }

  private List<Issue> found(
      WordIndex.Hits hits, String where, Map<String, Object> values, int most, long skipped) {
    return jdbc.sql(
            "select i.*"
                + matching(hits, where)
                + " order by hit.score desc, i.reported_at desc, i.id limit :most offset :skipped")
        .params(hits.values())
        .params(values)
        .param("most", most)
        .param("skipped", skipped)
        .query(Issue.class)
        .list();
  }

  /** Lets the issue be found by the words that it holds now. */
  private void remember(String id) {
    Issue issue = get(id);
    words.put(
        WORDS_OF,
        issue.id(),
        issue.title(),
        String.join(
            " ",
            issue.description(),
            Objects.toString(issue.cause(), ""),
            Objects.toString(issue.workaround(), ""),
            Objects.toString(issue.solution(), "")));
  }

  /** Those that these risks became, by their numbers. */
  @Transactional(readOnly = true)
  public List<Issue> ofRisks(String projectKey, Collection<Integer> risks) {
    return jdbc.sql(
            "select * from issue where project_key = :key and risk in (:risks) order by number")
        .param("key", projectKey)
        .param("risks", risks)
        .query(Issue.class)
        .list();
  }

  /** Those of the project with these numbers. */
  @Transactional(readOnly = true)
  public List<Issue> withNumbers(String projectKey, Collection<Integer> numbers) {
    return jdbc.sql("select * from issue where project_key = :key and number in (:numbers)")
        .param("key", projectKey)
        .param("numbers", numbers)
        .query(Issue.class)
        .list();
  }

  /**
   * A page of the issues on a system in all projects that name it: open ones first, then the
   * newest.
   *
   * @param number of the page, from 1
   */
  @Transactional(readOnly = true)
  public Page<Issue> ofSystem(String name, int number) {
    return Pages.read(
        number,
        part ->
            jdbc.sql(
                    "select i.*"
                        + ON_SYSTEM
                        + " order by "
                        + RANK.replace("status", "i.status")
                        + ", i.reported_at desc, i.id limit :most offset :skipped")
                .param("system", Systems.key(name))
                .param("most", part.getPageSize())
                .param("skipped", part.getOffset())
                .query(Issue.class)
                .list(),
        () ->
            jdbc.sql("select count(*)" + ON_SYSTEM)
                .param("system", Systems.key(name))
                .query(Long.class)
                .single());
  }

  /** All of them that are open, by projects, the newest first. */
  @Transactional(readOnly = true)
  public List<Issue> openOnSystem(String name) {
    return jdbc.sql(
            "select i.*"
                + ON_SYSTEM
                + " and "
                + OPEN.replace("status", "i.status")
                + " order by i.project_key, i.number desc")
        .param("system", Systems.key(name))
        .query(Issue.class)
        .list();
  }

  /** The name of the system that the issue concerns, or null. */
  @Transactional(readOnly = true)
  public String systemName(Issue issue) {
    return issue.system() == null
        ? null
        : registers.systems(issue.projectKey()).stream()
            .filter(s -> s.number() == issue.system())
            .map(PlanSystem::name)
            .findFirst()
            .orElse(null);
  }

  private Issue stillOpen(String id) {
    Issue issue = get(id);
    if (!issue.isOpen()) {
      throw ConflictException.because("tracking.issueOver", id);
    }
    return issue;
  }

  private void target(LocalDate day) {
    if (day != null && day.isBefore(clock.today())) {
      throw RefusedException.ofField("targetDate", "tracking.targetPast");
    }
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
