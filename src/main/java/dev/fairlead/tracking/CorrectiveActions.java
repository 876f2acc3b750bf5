package dev.fairlead.tracking;

import dev.fairlead.people.Deciders;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is done when the forecast leaves the tolerance. The coordinator proposes a way out, and
 * those who approved the plan are told of it; to go on beyond the tolerance, a manager has to
 * agree.
 */
@Service
@Transactional
public class CorrectiveActions {
  /** Working days for the coordinator's decision, and again for the manager's answer. */
  static final int DAYS_TO_DECIDE = 2;

  /** The three ways out. */
  public enum Decision {
    ACCEPT,
    CHANGE,
    STOP
  }

  /** What a manager says to going on beyond the tolerance. */
  public enum Answer {
    CONFIRM,
    RETURN
  }

  /**
   * A decision with the forecast that it was made upon; without a decision while the coordinator is
   * being asked.
   *
   * @param decidedFor for whom a deputy decided, or null; also where decided before it was kept
   * @param breaches names of {@link LateTasks.Breach}, separated by commas
   * @param slipDays working days by which the finish moves; null, as the four after it, where asked
   *     before they were kept
   * @param timeTolerance in working days
   * @param costTolerance in percent of the budget
   * @param tcpi to the baseline cost, or null where undefined
   * @param confirmAskedAt since when a manager is asked, or null where none is
   * @param confirmedFor for whom a deputy confirmed, or null
   * @param returnedBy who sent the last proposal back, or null
   */
  public record CorrectiveAction(
      long id,
      String projectKey,
      LocalDateTime askedAt,
      Decision decision,
      String reason,
      String decidedBy,
      String decidedFor,
      LocalDateTime decidedAt,
      LocalDate forecastFinish,
      BigDecimal forecastCost,
      String breaches,
      Integer slipDays,
      Integer timeTolerance,
      BigDecimal budget,
      BigDecimal costTolerance,
      BigDecimal tcpi,
      String confirmGroup,
      LocalDateTime confirmAskedAt,
      String confirmedBy,
      String confirmedFor,
      LocalDateTime confirmedAt,
      String confirmComment,
      String returnedBy,
      LocalDateTime returnedAt,
      String returnReason) {

    /** What would be kept if the coordinator were asked about this forecast. */
    static CorrectiveAction upon(Project project, LateTasks.Review review, LocalDateTime now) {
      return new CorrectiveAction(
          0,
          project.key(),
          now,
          null,
          null,
          null,
          null,
          null,
          review.forecastFinish() == null ? null : review.forecastFinish().toLocalDate(),
          review.forecastCost(),
          review.breaches().stream().map(Enum::name).collect(Collectors.joining(",")),
          review.finishSlipDays(),
          project.timeTolerance(),
          project.budget(),
          project.costTolerance(),
          review.tcpi(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }

    /** Whether a manager is asked and has not answered. */
    public boolean waitsForConfirmation() {
      return decision != null && confirmAskedAt != null && confirmedAt == null;
    }

    public boolean isOpen() {
      return decision == null || waitsForConfirmation();
    }

    /** Budget and tolerance, or null where they were not kept. */
    public BigDecimal costLimit() {
      return budget == null || costTolerance == null
          ? null
          : budget
              .multiply(BigDecimal.ONE.add(costTolerance.movePointLeft(2)))
              .setScale(2, RoundingMode.HALF_UP);
    }

    /** TCPI up to which the tolerance covers it, or null where it was not kept. */
    public BigDecimal tcpiLimit() {
      return costTolerance == null ? null : BigDecimal.ONE.add(costTolerance.movePointLeft(2));
    }

    public List<LateTasks.Breach> left() {
      return Arrays.stream(breaches.split(","))
          .filter(name -> !name.isBlank())
          .map(LateTasks.Breach::valueOf)
          .toList();
    }
  }

  private final JdbcClient jdbc;
  private final Projects projects;
  private final LateTasks lateTasks;
  private final PlanApprovals approvals;
  private final Baselines baselines;
  private final Users users;
  private final Deciders deciders;
  private final WorkingTime working;
  private final Amounts amounts;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  CorrectiveActions(
      JdbcClient jdbc,
      Projects projects,
      LateTasks lateTasks,
      PlanApprovals approvals,
      Baselines baselines,
      Users users,
      Deciders deciders,
      WorkingTime working,
      Amounts amounts,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.lateTasks = lateTasks;
    this.approvals = approvals;
    this.baselines = baselines;
    this.users = users;
    this.deciders = deciders;
    this.working = working;
    this.amounts = amounts;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Notes that the coordinator is being asked about this forecast.
   *
   * @return false when nobody needs to be asked: they are being asked already, or decided on a
   *     forecast that was not better
   */
  public boolean ask(String projectKey, LateTasks.Review review) {
    CorrectiveAction last = all(projectKey).stream().findFirst().orElse(null);
    if (last != null && (last.isOpen() || holds(last, review))) {
      return false;
    }
    CorrectiveAction asked = CorrectiveAction.upon(projects.get(projectKey), review, clock.now());
    jdbc.sql(
            "insert into corrective_action (project_key, asked_at, forecast_finish, forecast_cost,"
                + " breaches, slip_days, time_tolerance, budget, cost_tolerance, tcpi) values (?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            asked.askedAt(),
            asked.forecastFinish(),
            asked.forecastCost(),
            asked.breaches(),
            asked.slipDays(),
            asked.timeTolerance(),
            asked.budget(),
            asked.costTolerance(),
            asked.tcpi())
        .update();
    history.note(
        projectKey,
        null,
        Sentences.say("tracking.history.outOfTolerance", String.join("; ", out(asked))));
    return true;
  }

  /**
   * Tells those who approved the plan that the forecast is out of tolerance.
   *
   * @return until when the coordinator decides
   */
  public LocalDateTime tellApprovers(String projectKey) {
    CorrectiveAction asked = last(projectKey);
    LocalDateTime until = until(projectKey);
    tell(projectKey, asked, "tolerance.left", approvers(projectKey), until, "", "");
    return until;
  }

  /**
   * The end of the working time that somebody has from now on. While the project is paused it is
   * counted from the pause's beginning, since its length is added to what is due when it ends.
   */
  public LocalDateTime until(String projectKey) {
    WorkingCalendar calendar = working.of(projectKey);
    Project project = projects.get(projectKey);
    LocalDateTime from = project.isPaused() ? project.pause().since() : clock.now();
    return calendar.addWorking(from, DAYS_TO_DECIDE * calendar.minutesPerDay());
  }

  /**
   * Keeps the coordinator's decision on the forecast as it is now, and tells those who approved the
   * plan.
   *
   * @param onBehalfOf for whom a deputy decided, or null; neither of them agrees to it later
   * @param confirmed whether a manager is asked next where the work is to go on; projects that
   *     follow a diagram from before have nobody to ask
   */
  public void record(
      String projectKey,
      Decision decision,
      String reason,
      String by,
      String onBehalfOf,
      boolean confirmed) {
    if (decision == null) {
      throw RefusedException.ofField("correctiveDecision", "tracking.correctiveMissing");
    }
    String why = Texts.needed("correctiveReason", "the reason", reason, 2000);
    jdbc.sql(
            "update corrective_action set decision = ?, reason = ?, decided_by = ?, decided_for = ?,"
                + " decided_at = ? where project_key = ? and decision is null")
        .params(decision.name(), why, by, onBehalfOf, clock.now(), projectKey)
        .update();
    String what = decision + (decision == Decision.ACCEPT && !confirmed ? ".alone" : "");
    history.note(projectKey, by, Sentences.say("tracking.history.corrective." + what, why));
    CorrectiveAction kept = asItIsNow(projectKey);
    history.decided(
        decided(kept, Decided.Kind.CORRECTIVE_ACTION, decision, by)
            .insteadOf(onBehalfOf)
            .saying(why));
    tell(
        projectKey,
        kept,
        "tolerance.decided",
        approvers(projectKey),
        null,
        Sentences.say("tracking.corrective.said." + what),
        why);
  }

  /** The newest with the figures of now, which whoever decides has before them. */
  private CorrectiveAction asItIsNow(String projectKey) {
    CorrectiveAction kept = last(projectKey);
    CorrectiveAction now = today(kept).orElse(null);
    if (now == null) {
      return kept;
    }
    jdbc.sql(
            "update corrective_action set forecast_finish = ?, forecast_cost = ?, breaches = ?,"
                + " slip_days = ?, time_tolerance = ?, budget = ?, cost_tolerance = ?, tcpi = ?"
                + " where id = ?")
        .params(
            now.forecastFinish(),
            now.forecastCost(),
            now.breaches(),
            now.slipDays(),
            now.timeTolerance(),
            now.budget(),
            now.costTolerance(),
            now.tcpi(),
            kept.id())
        .update();
    return last(projectKey);
  }

  /**
   * What the coordinator is asked now: the question with the figures of now, as their form shows
   * them; empty where the forecast is within its tolerance again.
   */
  @Transactional(readOnly = true)
  public Optional<CorrectiveAction> today(CorrectiveAction asked) {
    LateTasks.Review review = lateTasks.review(asked.projectKey());
    return review.withinTolerance()
        ? Optional.empty()
        : Optional.of(
            CorrectiveAction.upon(projects.get(asked.projectKey()), review, asked.askedAt()));
  }

  /**
   * Whom the proposal is put before.
   *
   * @param group that answers: managers, or the next one up where it is only the one who proposed
   * @param by who proposed it
   * @param insteadOf for whom a deputy proposed it, or null
   */
  public record Asked(String group, String by, String insteadOf, LocalDateTime until) {}

  /** Asks for a manager's agreement to what the coordinator proposed. */
  public Asked askToConfirm(String projectKey) {
    CorrectiveAction proposed = last(projectKey);
    Asked asked = asked(proposed);
    keep(proposed, asked);
    return asked;
  }

  private Asked asked(CorrectiveAction proposed) {
    String group =
        deciders
            .choose(
                Groups.MANAGERS,
                Sentences.say("tracking.corrective.confirmReason"),
                proposers(proposed))
            .group();
    return new Asked(
        group, proposed.decidedBy(), proposed.decidedFor(), until(proposed.projectKey()));
  }

  private void keep(CorrectiveAction proposed, Asked asked) {
    jdbc.sql("update corrective_action set confirm_asked_at = ?, confirm_group = ? where id = ?")
        .params(clock.now(), asked.group(), proposed.id())
        .update();
  }

  /**
   * Who would be asked to agree now, where another coordinator stands for the proposal.
   *
   * @return with as much time as at first; empty where nobody is asked, or where nobody else is
   *     left in any group, so that it waits for somebody who is added to one
   */
  @Transactional(readOnly = true)
  public Optional<Asked> whoConfirmsNow(String projectKey) {
    return all(projectKey).stream()
        .findFirst()
        .filter(CorrectiveAction::waitsForConfirmation)
        .filter(proposed -> deciders.isAnyoneLeft(Groups.MANAGERS, proposers(proposed), Set.of()))
        .map(this::asked);
  }

  /** Keeps who is asked to agree from now on. */
  public void askedAnew(String projectKey, Asked asked) {
    keep(last(projectKey), asked);
  }

  /** Who stands for a proposal: whoever made it, for whom, and the coordinator of now. */
  private Set<String> proposers(CorrectiveAction proposed) {
    Set<String> proposers =
        new TreeSet<>(
            List.of(projects.get(proposed.projectKey()).coordinator(), proposed.decidedBy()));
    if (proposed.decidedFor() != null) {
      proposers.add(proposed.decidedFor());
    }
    return proposers;
  }

  /**
   * Keeps what a manager said to going on beyond the tolerance, and tells the coordinator.
   *
   * @throws RefusedException when it is sent back without a reason, or by the one who proposed it
   */
  public void answer(
      String projectKey, Answer answer, String comment, String by, String onBehalfOf) {
    if (answer == null) {
      throw RefusedException.ofField("decision", "tracking.confirmMissing");
    }
    String text = comment == null ? "" : comment.strip();
    if (text.isEmpty() && answer == Answer.RETURN) {
      throw RefusedException.ofField("comment", "tracking.confirmReason");
    }
    if (text.length() > 2000) {
      throw RefusedException.ofField("comment", "tracking.confirmLong", "2000");
    }
    CorrectiveAction proposed = last(projectKey);
    if (!proposed.waitsForConfirmation()) {
      throw ConflictException.because("tracking.confirmOver");
    }
    // the guard of tasks knows it as well; this holds whatever diagram asks
    Set<String> proposers = proposers(proposed);
    if (proposers.contains(by) || onBehalfOf != null && proposers.contains(onBehalfOf)) {
      throw RefusedException.because("tracking.confirmOwn");
    }
    proposed = asItIsNow(projectKey);
    if (answer == Answer.CONFIRM) {
      jdbc.sql(
              "update corrective_action set confirmed_by = ?, confirmed_for = ?, confirmed_at = ?,"
                  + " confirm_comment = ? where id = ?")
          .params(by, onBehalfOf, clock.now(), text, proposed.id())
          .update();
    } else {
      jdbc.sql(
              "update corrective_action set decision = null, confirm_asked_at = null, returned_by ="
                  + " ?, returned_at = ?, return_reason = ? where id = ?")
          .params(by, clock.now(), text, proposed.id())
          .update();
    }
    history.note(
        projectKey,
        by,
        Sentences.say("tracking.history.deviation." + answer, text.isEmpty() ? "" : ": " + text));
    history.decided(
        decided(proposed, Decided.Kind.DEVIATION, answer, by).insteadOf(onBehalfOf).saying(text));
    Project project = projects.get(projectKey);
    tell(
        projectKey,
        last(projectKey),
        "tolerance." + answer.name().toLowerCase(Locale.ROOT),
        List.of(project.coordinator()),
        null,
        users.nameOf(by),
        text);
  }

  private static Decided decided(
      CorrectiveAction action, Decided.Kind kind, Enum<?> decision, String by) {
    return Decided.on(action.projectKey(), kind, "corrective action " + action.id(), decision, by)
        .named(action.breaches())
        .ofVersion(
            "forecast "
                + (action.forecastFinish() == null ? "-" : action.forecastFinish())
                + ", "
                + Amounts.plain(action.forecastCost()),
            null);
  }

  /** Whoever approved the plan and is still there; the managers where nobody of them is. */
  private List<String> approvers(String projectKey) {
    String coordinator = projects.get(projectKey).coordinator();
    List<String> approved =
        approvals.list(projectKey).stream()
            .filter(approval -> approval.decision().equals(PlanApprovals.APPROVE))
            .map(a -> a.onBehalfOf() == null ? a.decidedBy() : a.onBehalfOf())
            .distinct()
            .filter(name -> !name.equals(coordinator))
            .filter(name -> users.find(name).filter(User::enabled).isPresent())
            .toList();
    return !approved.isEmpty()
        ? approved
        : users.inGroup(Groups.MANAGERS).stream()
            .filter(User::enabled)
            .map(User::username)
            .filter(name -> !name.equals(coordinator))
            .toList();
  }

  private void tell(
      String projectKey,
      CorrectiveAction action,
      String template,
      List<String> to,
      LocalDateTime until,
      String said,
      String why) {
    Project project = projects.get(projectKey);
    events.publishEvent(
        new Notice(
            // a proposal may be sent back and come again
            template + "-" + action.id() + "-" + clock.now(),
            projectKey,
            to,
            template,
            Map.of(
                "projectKey",
                projectKey,
                "projectName",
                project.name(),
                "coordinator",
                users.nameOf(project.coordinator()),
                "by",
                users.nameOf(
                    action.decidedBy() == null ? project.coordinator() : action.decidedBy()),
                "out",
                String.join("; ", out(action)),
                "until",
                until == null ? "" : Sentences.moment(until),
                "said",
                said,
                "why",
                why),
            "/projects/" + projectKey + "/progress"));
  }

  /** What is out of tolerance and by how much, a sentence each. */
  @Transactional(readOnly = true)
  public List<String> out(CorrectiveAction action) {
    return action.left().stream().map(breach -> out(breach, action)).toList();
  }

  /** The same of a forecast as it is now. */
  @Transactional(readOnly = true)
  public List<String> out(Project project, LateTasks.Review review) {
    return out(CorrectiveAction.upon(project, review, clock.now()));
  }

  private String out(LateTasks.Breach breach, CorrectiveAction action) {
    String key = "tracking.out." + breach;
    if (action.slipDays() == null) {
      return Sentences.say(key + ".before");
    }
    return switch (breach) {
      case FINISH ->
          Sentences.say(
              key,
              action.slipDays(),
              Sentences.day(action.forecastFinish()),
              action.timeTolerance());
      case COST ->
          Sentences.say(
              key,
              amounts.of(action.forecastCost()),
              amounts.of(action.forecastCost().subtract(action.costLimit())),
              amounts.of(action.costLimit()));
      case PERFORMANCE ->
          action.tcpi() == null || action.tcpi().signum() <= 0
              ? Sentences.say(key + ".spent")
              : Sentences.say(key, action.tcpi(), action.tcpiLimit());
    };
  }

  /**
   * Whether that decision still says what is done about the forecast: no baseline was approved
   * since, which is a new agreement with tolerances of its own, and it covers the forecast.
   */
  @Transactional(readOnly = true)
  public boolean holds(CorrectiveAction last, LateTasks.Review review) {
    LocalDateTime agreed = last.confirmedAt() == null ? last.decidedAt() : last.confirmedAt();
    return covers(last, review)
        && baselines
            .current(last.projectKey())
            .filter(baseline -> baseline.frozenAt().isAfter(agreed))
            .isEmpty();
  }

  /**
   * Since that decision neither finish nor cost has grown by more than the tolerance once more, and
   * no other limit was left: what is late today is later tomorrow, and nobody is asked every day.
   */
  private static boolean covers(CorrectiveAction last, LateTasks.Review review) {
    boolean later =
        last.slipDays() == null
            ? review.forecastFinish() != null
                && (last.forecastFinish() == null
                    || review.forecastFinish().toLocalDate().isAfter(last.forecastFinish()))
            : review.finishSlipDays() - last.slipDays() > last.timeTolerance();
    BigDecimal step =
        last.costLimit() == null ? BigDecimal.ZERO : last.costLimit().subtract(last.budget());
    boolean dearer =
        review.forecastCost() != null
            && (last.forecastCost() == null
                || review.forecastCost().subtract(last.forecastCost()).compareTo(step) > 0);
    boolean other =
        review.breaches().stream()
            .anyMatch(breach -> !List.of(last.breaches().split(",")).contains(breach.name()));
    return !later && !dearer && !other;
  }

  /** All that are out of tolerance and decided, or asked about, after this moment; null for all. */
  @Transactional(readOnly = true)
  public List<CorrectiveAction> after(String projectKey, LocalDateTime moment) {
    return all(projectKey).stream()
        .filter(
            action ->
                moment == null
                    || action.isOpen()
                    || action.decidedAt().isAfter(moment)
                    || action.confirmedAt() != null && action.confirmedAt().isAfter(moment))
        .sorted(Comparator.comparingLong(CorrectiveAction::id))
        .toList();
  }

  private CorrectiveAction last(String projectKey) {
    return all(projectKey).stream().findFirst().orElseThrow();
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<CorrectiveAction> all(String projectKey) {
    return jdbc.sql("select * from corrective_action where project_key = ? order by id desc")
        .param(projectKey)
        .query(CorrectiveAction.class)
        .list();
  }
}
