package dev.fairlead.closure;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Decided;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.History;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.OpenPoints;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings a project to its end, whatever the outcome. */
@Service
@Transactional
public class Closing {
  private static final int EVALUATION_DAYS = 5;

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final List<OpenPoints> openPoints;
  private final Deliverables deliverables;
  private final Handovers handovers;
  private final ObjectProvider<FinalReports> finalReports;
  private final Lessons lessons;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  Closing(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      List<OpenPoints> openPoints,
      Deliverables deliverables,
      Handovers handovers,
      ObjectProvider<FinalReports> finalReports,
      Lessons lessons,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.openPoints = openPoints;
    this.deliverables = deliverables;
    this.handovers = handovers;
    this.finalReports = finalReports;
    this.lessons = lessons;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /** What the managers or sponsors decided about the final result. */
  public enum ResultDecision {
    ACCEPT,
    REWORK
  }

  /** A decision about the final result. */
  public record Result(
      ResultDecision decision,
      String comment,
      String decidedBy,
      String onBehalfOf,
      LocalDateTime decidedAt) {}

  /**
   * Moves the project to closing, for the reason that it closes.
   *
   * @return until when the team is asked for its evaluation
   */
  public LocalDateTime begin(String projectKey, Outcome outcome, String reason) {
    projects.moveTo(projectKey, Phase.CLOSING);
    projects.setOutcome(projectKey, outcome);
    if (outcome == Outcome.COMPLETED) {
      deliverables.listMilestones(projectKey);
      handovers.layDown(projectKey);
    }
    history.note(
        projectKey,
        null,
        Sentences.say("closure.history.begun." + outcome, reason == null ? "" : reason));
    WorkPlan plan = plans.current(projectKey);
    return plan.calendar()
        .addWorking(clock.now(), EVALUATION_DAYS * plan.calendar().minutesPerDay());
  }

  /** Everything that must be settled before acceptance and handover begin. */
  @Transactional(readOnly = true)
  public List<OpenPoint> readiness(String projectKey) {
    return openPoints.stream().flatMap(room -> room.of(projectKey).stream()).toList();
  }

  /** What had better be done as well, but keeps nothing from closing. */
  @Transactional(readOnly = true)
  public List<OpenPoint> hints(String projectKey) {
    return openPoints.stream().flatMap(room -> room.hints(projectKey).stream()).toList();
  }

  /** What belongs to closing itself and is not done: ratings, acceptances, signatures. */
  @Transactional(readOnly = true)
  public List<OpenPoint> unfinished(String projectKey) {
    String page = "/projects/" + projectKey + "/closing";
    List<OpenPoint> points = new ArrayList<>();
    projects.get(projectKey).goals().stream()
        .filter(goal -> goal.rating() == null)
        .forEach(goal -> points.add(new OpenPoint("goal", goal.statement(), page)));
    deliverables.of(projectKey).stream()
        .filter(deliverable -> !deliverable.isAccepted())
        .forEach(deliverable -> points.add(new OpenPoint("deliverable", deliverable.name(), page)));
    handovers.of(projectKey).stream()
        .filter(list -> !list.isSigned())
        .forEach(list -> points.add(new OpenPoint("handover", list.system().name(), page)));
    return points;
  }

  /**
   * @param seen {@link Goal#seen()} of what the form showed
   * @throws ConflictException where a change request has changed the goal since
   */
  public void rateGoal(
      String projectKey, int number, GoalRating rating, String evidence, String seen, String by) {
    projects.get(projectKey).goals().stream()
        .filter(goal -> goal.number() == number)
        .findFirst()
        .ifPresent(goal -> Seen.mustBe(goal.seen(), seen, "closure.goalChanged", number));
    rateGoal(projectKey, number, rating, evidence, by);
  }

  public void rateGoal(
      String projectKey, int number, GoalRating rating, String evidence, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    mustClose(project);
    if (rating == null) {
      throw RefusedException.ofField("rating", "closure.ratingMissing");
    }
    String shown = Texts.needed("evidence", "the evidence", evidence, 2000);
    projects.rateGoal(projectKey, number, rating, shown);
    history.note(
        projectKey,
        by,
        Sentences.say(
            "closure.history.goal",
            number,
            Sentences.say("closure.screen.rating." + rating),
            shown));
    Goal goal =
        project.goals().stream().filter(g -> g.number() == number).findFirst().orElseThrow();
    history.decided(
        Decided.on(projectKey, Decided.Kind.GOAL, "goal " + number, rating, by)
            .named(goal.statement())
            .ofVersion(
                "target " + goal.target(),
                Fingerprint.of(goal.statement() + "\n" + goal.measure() + "\n" + goal.target()))
            .saying(shown));
  }

  /**
   * @throws RefusedException while a goal has no rating
   */
  @Transactional(readOnly = true)
  public void mustBeRated(String projectKey) {
    String open =
        projects.get(projectKey).goals().stream()
            .filter(goal -> goal.rating() == null)
            .map(Goal::statement)
            .collect(Collectors.joining("; "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.notRated", open);
    }
  }

  /** Team members who have not evaluated the project yet. */
  @Transactional(readOnly = true)
  public List<String> toEvaluate(String projectKey) {
    Set<String> done =
        evaluations(projectKey).stream().map(Evaluation::member).collect(Collectors.toSet());
    return projects.get(projectKey).team().stream()
        .map(TeamMember::username)
        .filter(member -> !done.contains(member))
        .toList();
  }

  /** Keeps one member's evaluation. */
  public void evaluate(
      String projectKey,
      String member,
      Integer score,
      String wentWell,
      String wentBadly,
      String recommendation) {
    mustClose(projects.get(projectKey));
    if (score == null || score < 1 || score > 5) {
      throw RefusedException.ofField("score", "closure.score");
    }
    String well = Texts.needed("wentWell", "what went well", wentWell, 2000);
    String badly = Texts.needed("wentBadly", "what went badly", wentBadly, 2000);
    String advice = Texts.needed("recommendation", "the recommendation", recommendation, 2000);
    try {
      jdbc.sql(
              "insert into evaluation (project_key, member, score, went_well, went_badly,"
                  + " recommendation, given_at) values (?, ?, ?, ?, ?, ?, ?)")
          .params(projectKey, member, score, well, badly, advice, clock.now())
          .update();
    } catch (DuplicateKeyException twice) {
      throw ConflictException.because("closure.evaluated");
    }
    // without the score: what somebody thinks is shown without their name
    history.note(projectKey, member, Sentences.say("closure.history.evaluation"));
  }

  @Transactional(readOnly = true)
  public List<Evaluation> evaluations(String projectKey) {
    return jdbc.sql("select * from evaluation where project_key = ? order by given_at, member")
        .param(projectKey)
        .query(Evaluation.class)
        .list();
  }

  /** The evaluations as others may read them. */
  @Transactional(readOnly = true)
  public EvaluationSummary summary(String projectKey) {
    List<Evaluation> all = evaluations(projectKey);
    Map<Integer, Long> scores = new TreeMap<>();
    boolean enough = all.size() >= EvaluationSummary.LEAST_ANSWERS;
    if (enough) {
      for (int score = 1; score <= 5; score++) {
        int wanted = score;
        scores.put(score, all.stream().filter(e -> e.score() == wanted).count());
      }
    }
    return new EvaluationSummary(
        projects.get(projectKey).team().size(),
        all.size(),
        enough ? all.stream().mapToInt(Evaluation::score).average().getAsDouble() : null,
        scores,
        all.stream()
            .map(e -> new EvaluationSummary.Voice(e.wentWell(), e.wentBadly(), e.recommendation()))
            .sorted(
                Comparator.comparing(EvaluationSummary.Voice::wentWell)
                    .thenComparing(EvaluationSummary.Voice::wentBadly))
            .toList());
  }

  /**
   * Keeps what is learned from a project that was not carried out.
   *
   * @param onBehalfOf for whom a substitute writes it down, or null
   */
  public void recordLessons(
      String projectKey,
      String wentWell,
      String wentBadly,
      String recommendation,
      String by,
      String onBehalfOf) {
    String advice = Texts.needed("recommendation", "the recommendation", recommendation, 2000);
    costsMustBeSettled(projectKey);
    String category = Sentences.say("closure.stoppedCategory");
    if (wentWell != null && !wentWell.isBlank()) {
      lessons.record(
          projectKey, new NewLesson(category, wentWell, true, advice, null), by, onBehalfOf);
    }
    String badly =
        wentWell != null && !wentWell.isBlank() && (wentBadly == null || wentBadly.isBlank())
            ? null
            : Texts.needed("wentBadly", "what went badly", wentBadly, 2000);
    if (badly != null) {
      lessons.record(
          projectKey, new NewLesson(category, badly, false, advice, null), by, onBehalfOf);
    }
  }

  /** Work may stay undone in a project that was stopped, but what was ordered is still owed. */
  private void costsMustBeSettled(String projectKey) {
    List<OpenPoint> open = readiness(projectKey).stream().filter(OpenPoint::isAboutCosts).toList();
    if (!open.isEmpty()) {
      throw RefusedException.because(
          "closure.costsOpen",
          open.stream().limit(10).map(OpenPoint::text).collect(Collectors.joining("; ")));
    }
  }

  /** Keeps what the managers or sponsors decided about the final result. */
  public void decideResult(
      String projectKey, ResultDecision decision, String comment, String by, String onBehalfOf) {
    if (decision == null) {
      throw RefusedException.ofField("decision", "closure.decision");
    }
    // a risk may have occurred since the readiness check
    List<OpenPoint> open = new ArrayList<>(readiness(projectKey));
    open.addAll(unfinished(projectKey));
    if (decision == ResultDecision.ACCEPT && !open.isEmpty()) {
      throw RefusedException.because(
          "closure.notReady",
          open.stream().limit(10).map(OpenPoint::text).collect(Collectors.joining("; ")));
    }
    String said =
        decision == ResultDecision.REWORK
            ? Texts.needed("comment", "the comment", comment, 2000)
            : Texts.optional("comment", "the comment", comment, 2000);
    jdbc.sql(
            "insert into result_decision (project_key, decision, comment, decided_by, on_behalf_of,"
                + " decided_at) values (?, ?, ?, ?, ?, ?)")
        .params(projectKey, decision.name(), said, by, onBehalfOf, clock.now())
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say(
            "closure.history.result." + decision,
            said == null ? "" : said,
            onBehalfOf == null
                ? ""
                : Sentences.say("closure.history.for", users.nameOf(onBehalfOf))));
    FinalReports.Reference report =
        Optional.ofNullable(finalReports.getIfAvailable())
            .flatMap(reports -> reports.newest(projectKey))
            .orElse(new FinalReports.Reference(null, null));
    history.decided(
        Decided.on(projectKey, Decided.Kind.RESULT, "result", decision, by)
            .named(projects.get(projectKey).name())
            .ofVersion(
                report.id() == null ? null : "final report " + report.id(), report.fingerprint())
            .insteadOf(onBehalfOf)
            .saying(said));
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<Result> results(String projectKey) {
    return jdbc.sql(
            "select decision, comment, decided_by, on_behalf_of, decided_at from result_decision"
                + " where project_key = ? order by id desc")
        .param(projectKey)
        .query(Result.class)
        .list();
  }

  /**
   * Closes the project for good. Safe to run twice.
   *
   * @throws RefusedException where its work was carried out and the result is not accepted with all
   *     that belongs to it, whatever the diagram says
   */
  public void archive(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (project.phase() == Phase.CLOSED) {
      return;
    }
    if (project.outcome() == Outcome.COMPLETED) {
      mustBeFinished(projectKey);
    }
    projects.close(projectKey, clock.today());
    jdbc.sql(
            "insert into archive_mark (project_key, archived_at, archived_by, outcome) values (?,"
                + " ?, ?, ?)")
        .params(projectKey, clock.now(), by, project.outcome().name())
        .update();
    history.note(projectKey, by, Sentences.say("closure.history.archived." + project.outcome()));
  }

  private void mustBeFinished(String projectKey) {
    boolean accepted =
        results(projectKey).stream()
            .findFirst()
            .filter(result -> result.decision() == ResultDecision.ACCEPT)
            .isPresent();
    List<OpenPoint> open = unfinished(projectKey);
    if (!accepted) {
      throw RefusedException.because("closure.resultOpen", projectKey);
    }
    if (!open.isEmpty()) {
      throw RefusedException.because(
          "closure.notReady",
          open.stream().limit(10).map(OpenPoint::text).collect(Collectors.joining("; ")));
    }
  }

  private static void mustClose(Project project) {
    if (project.phase() != Phase.CLOSING) {
      throw RefusedException.because("closure.phase", project.key());
    }
    project.mustRun();
  }
}
