package dev.fairlead.change;

import dev.fairlead.people.Deciders;
import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanClashException;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEditor;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Change requests from submission to their end. */
@Service
@Transactional
public class Changes {
  private static final int MOST_EDITS = 1_000;
  private static final int LONGEST_REASON = 500;

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final PlanEditor editor;
  private final Baselines baselines;
  private final ImpactCalculator calculator;
  private final StandardChanges standards;
  private final ProjectRights rights;
  private final Users users;
  private final Deciders deciders;
  private final History history;
  private final FairleadClock clock;
  private final ObjectProvider<ChangeFlow> flow;
  private final ChangeStore store;
  private final ChangeNotices notices;

  Changes(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      PlanEditor editor,
      Baselines baselines,
      ImpactCalculator calculator,
      StandardChanges standards,
      ProjectRights rights,
      Users users,
      Deciders deciders,
      History history,
      FairleadClock clock,
      ObjectProvider<ChangeFlow> flow,
      ChangeStore store,
      ChangeNotices notices) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.editor = editor;
    this.baselines = baselines;
    this.calculator = calculator;
    this.standards = standards;
    this.rights = rights;
    this.users = users;
    this.deciders = deciders;
    this.history = history;
    this.clock = clock;
    this.flow = flow;
    this.store = store;
    this.notices = notices;
  }

  /**
   * Why a change of this type cannot ask for these edits; null where it can.
   *
   * @param type null where nobody has chosen one yet: then which one is the only one that can
   */
  public String whyNotAs(ChangeRequest.Type type, List<PlanEdit> edits) {
    if (type == ChangeRequest.Type.NORMAL || !ChangeRequest.moveWhatWasAgreed(edits)) {
      return null;
    }
    return Sentences.say("change.agreed." + (type == null ? "onlyNormal" : type));
  }

  /** What the edits would do, without saving anything. */
  @Transactional(readOnly = true)
  public Impact preview(String projectKey, List<PlanEdit> edits) {
    return calculator.compute(projects.get(projectKey), checked(edits));
  }

  /** Takes a change request and begins its way, both or neither. Its id is the answer. */
  public ChangeRequest submit(String projectKey, NewChange wanted, String by) {
    Project project = rights.mustBelong(projectKey, by);
    ProjectRights.mustBeTracked(project, "change.phase");
    if (wanted.type() == null) {
      throw RefusedException.ofField("type", "change.type");
    }
    if (wanted.category() == null) {
      throw RefusedException.ofField("category", "change.category");
    }
    StandardChange standard =
        wanted.type() == ChangeRequest.Type.STANDARD ? standards.named(wanted.standard()) : null;
    String title = Texts.needed("title", "the title", wanted.title(), 200);
    String description =
        Texts.needed(
            "description",
            "the description",
            orOf(standard, wanted.description(), StandardChange::description),
            4000);
    String reason = Texts.needed("reason", "the reason", wanted.reason(), 4000);
    String notDone =
        Texts.needed("notDone", "what happens if it is not done", wanted.notDone(), 4000);
    String implementation =
        Texts.needed(
            "implementationPlan",
            "the implementation plan",
            orOf(standard, wanted.implementationPlan(), StandardChange::implementationPlan),
            4000);
    String backout =
        Texts.needed(
            "backoutPlan",
            "the backout plan",
            orOf(standard, wanted.backoutPlan(), StandardChange::backoutPlan),
            4000);
    // refuses edits that cannot be applied
    Impact impact = calculator.compute(project, checked(wanted.edits()));
    mustBeDecided(wanted.type(), wanted.edits());
    // its row is the lock for the next number too
    projects.running(projectKey);
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from change_request where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    String id = projectKey + "-C" + number;
    jdbc.sql(
            "insert into change_request (id, project_key, number, type, category, title,"
                + " description, reason, not_done, implementation_plan, backout_plan, requester,"
                + " requested_at, edits, status, impact, impact_plan_version, standard_change,"
                + " standard_title) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SUBMITTED',"
                + " ?, ?, ?, ?)")
        .params(
            id,
            projectKey,
            number,
            wanted.type().name(),
            wanted.category().name(),
            title,
            description,
            reason,
            notDone,
            implementation,
            backout,
            by,
            clock.now(),
            store.write(wanted.edits()),
            store.write(impact),
            impact.planVersion(),
            standard == null ? null : standard.id(),
            standard == null ? null : standard.title())
        .update();
    history.note(projectKey, by, Sentences.say("change.history.submitted", id, title));
    if (!flow.getObject().submitted(projectKey, id)) {
      throw RefusedException.because("change.phase", projectKey);
    }
    return get(id);
  }

  /** What was agreed with the sponsor side is not set anew before that side decides. */
  private static void mustBeDecided(ChangeRequest.Type type, List<PlanEdit> edits) {
    if (type != ChangeRequest.Type.NORMAL && ChangeRequest.moveWhatWasAgreed(edits)) {
      throw RefusedException.ofField("type", "change.agreed." + type);
    }
  }

  /** What is typed, or what the catalogue says where nothing is. */
  private static String orOf(
      StandardChange standard, String typed, Function<StandardChange, String> text) {
    return standard != null && (typed == null || typed.isBlank()) ? text.apply(standard) : typed;
  }

  private static List<PlanEdit> checked(List<PlanEdit> edits) {
    if (edits == null || edits.isEmpty()) {
      throw RefusedException.ofField("edits", "change.editsMissing");
    }
    if (edits.size() > MOST_EDITS) {
      throw RefusedException.ofField("edits", "change.editsMany", MOST_EDITS);
    }
    for (PlanEdit edit : edits) {
      if (edit == null || edit.kind() == null) {
        throw RefusedException.ofField("edits", "change.editKind");
      }
    }
    return edits;
  }

  /**
   * Computes the impact anew on the plan as it stands and keeps it. Where the plan has become one
   * to which it cannot be applied, the impact stays as it was; the requester is told, and whoever
   * decides reads it.
   */
  public ChangeRequest assess(String id) {
    ChangeRequest change = pending(id);
    Impact impact;
    String unfit = null;
    try {
      impact = calculator.compute(projects.get(change.projectKey()), change.edits());
    } catch (RefusedException refused) {
      if (change.impact() == null || change.status() == ChangeRequest.Status.SUBMITTED) {
        throw refused;
      }
      impact = change.impact();
      unfit = refused.getMessage();
    }
    jdbc.sql(
            "update change_request set status = ?, impact = ?, impact_plan_version = ?,"
                + " postponed_until = null, approvals_needed = null, approvals = null, route_reason ="
                + " null where id = ?")
        .params(
            (change.type() == ChangeRequest.Type.EMERGENCY
                    ? ChangeRequest.Status.ASSESSING
                    : ChangeRequest.Status.AWAITING_APPROVAL)
                .name(),
            store.write(impact),
            impact.planVersion(),
            id)
        .update();
    if (unfit != null) {
      history.note(change.projectKey(), null, Sentences.say("change.unfit", id, unfit));
      notices.tellThatItNoLongerFits(change, unfit);
      return get(id);
    }
    history.note(
        change.projectKey(),
        null,
        Sentences.say(
            "change.history.assessed",
            id,
            impact.finishDelta(),
            Amounts.plain(impact.costDelta())));
    return get(id);
  }

  /**
   * Keeps the approvers' decision, or one of several approvals that are needed. It is approved when
   * as many have approved it as have to, or nobody is left who could.
   *
   * @param group the one that was asked
   * @param until day on which it is assessed again; needed to postpone
   * @param onBehalfOf for whom a substitute decides, or null
   * @return the change, which waits for approval still where it needs more of them
   */
  public ChangeRequest decide(
      String id,
      String group,
      ChangeRequest.Decision decision,
      String comment,
      LocalDate until,
      String by,
      String onBehalfOf) {
    ChangeRequest change = pending(id);
    if (decision == null) {
      throw RefusedException.ofField("decision", "change.decision");
    }
    Set<String> requesters = store.requesters(id);
    if (by != null && (requesters.contains(by) || requesters.contains(onBehalfOf))) {
      throw RefusedException.forbidden("change.ownChange", id);
    }
    String said =
        decision == ChangeRequest.Decision.APPROVE
            ? Texts.optional("comment", "the comment", comment, 2000)
            : Texts.needed("comment", "the comment", comment, 2000);
    if (decision == ChangeRequest.Decision.POSTPONE
        && (until == null || !until.isAfter(clock.today()))) {
      throw RefusedException.ofField("postponedUntil", "change.postponedUntil");
    }
    boolean oneOfSeveral =
        decision == ChangeRequest.Decision.APPROVE && change.approvalsNeeded() > 1;
    if (oneOfSeveral) {
      ChangeRequest.Approval approval =
          new ChangeRequest.Approval(by, onBehalfOf, said, clock.now());
      if (!isEnough(approve(change, approval), group)) {
        return get(id);
      }
    }
    ChangeRequest.Status status =
        switch (decision) {
          case APPROVE -> ChangeRequest.Status.APPROVED;
          case REJECT -> ChangeRequest.Status.REJECTED;
          case POSTPONE -> ChangeRequest.Status.POSTPONED;
        };
    LocalDateTime now = clock.now();
    jdbc.sql(
            "update change_request set decision = ?, decision_comment = ?, decided_by = ?,"
                + " decided_on_behalf_of = ?, decided_at = ?, status = ?, postponed_until = ?,"
                + " closed_at = ? where id = ?")
        .params(
            decision.name(),
            said,
            by,
            onBehalfOf,
            now,
            status.name(),
            decision == ChangeRequest.Decision.POSTPONE ? until : null,
            decision == ChangeRequest.Decision.REJECT ? now : null,
            id)
        .update();
    if (oneOfSeveral) {
      return get(id);
    }
    history.note(
        change.projectKey(),
        by,
        Sentences.say(
            "change.history.decided." + decision,
            id,
            said == null ? "" : said,
            insteadOf(onBehalfOf)));
    history.decided(
        decided(change, Decided.Kind.CHANGE, decision.name(), by)
            .insteadOf(onBehalfOf)
            .saying(withRoute(change, said)));
    return get(id);
  }

  /** A change that others decide on than the table says carries the reason before its decision. */
  private static String withRoute(ChangeRequest change, String said) {
    if (change.routeReason() == null) {
      return said;
    }
    String why = Sentences.say("change.agreed.log", change.routeReason());
    return said == null ? why : said + " " + why;
  }

  /** Keeps one of several approvals. */
  private ChangeRequest approve(ChangeRequest change, ChangeRequest.Approval approval) {
    String by = approval.by();
    if (change.approvedBy().names(Arrays.asList(by, approval.onBehalfOf()))) {
      throw RefusedException.forbidden("change.approvedAlready", change.id(), users.nameOf(by));
    }
    List<ChangeRequest.Approval> given = new ArrayList<>(change.approvals());
    given.add(approval);
    jdbc.sql("update change_request set approvals = ? where id = ?")
        .params(store.write(given), change.id())
        .update();
    String said = approval.comment() == null ? "" : approval.comment();
    history.note(
        change.projectKey(),
        by,
        Sentences.say(
            "change.history.approvedOne",
            change.id(),
            said,
            insteadOf(approval.onBehalfOf()),
            given.size(),
            change.approvalsNeeded()));
    history.decided(
        decided(
                change,
                Decided.Kind.CHANGE,
                ChangeRequest.Decision.APPROVE.name(),
                by,
                ", approval " + given.size() + " of " + change.approvalsNeeded())
            .insteadOf(approval.onBehalfOf())
            .saying(withRoute(change, approval.comment())));
    return get(change.id());
  }

  /** Where nobody is left who could approve as well, those who have are enough, and it is told. */
  private boolean isEnough(ChangeRequest change, String group) {
    int given = change.approvals().size();
    if (given >= change.approvalsNeeded()) {
      return true;
    }
    if (deciders.isAnyoneLeft(group, store.requesters(change.id()), change.approvedBy().people())) {
      return false;
    }
    String why =
        Sentences.say(
            "change.history.approvalsFewer", change.id(), given, change.approvalsNeeded());
    history.note(change.projectKey(), null, why);
    notices.tellOfDeciders(change, "fewer-" + given, why);
    return true;
  }

  /** On the edits as they stand and the impact that the deciders had before them. */
  private Decided decided(ChangeRequest change, Decided.Kind kind, String decision, String by) {
    return decided(change, kind, decision, by, "");
  }

  private Decided decided(
      ChangeRequest change, Decided.Kind kind, String decision, String by, String which) {
    return Decided.on(change.projectKey(), kind, change.id(), decision, by)
        .named(change.title())
        .ofVersion(
            change.impact() == null
                ? null
                : "impact on plan version " + change.impact().planVersion() + which,
            fingerprint(change));
  }

  String fingerprint(ChangeRequest change) {
    return Fingerprint.of(store.write(change.edits()) + store.write(change.impact()));
  }

  /** SHA-256 of what is asked for and of its impact as the deciders have it before them. */
  @Transactional(readOnly = true)
  public String fingerprint(String id) {
    return fingerprint(get(id));
  }

  /** How much money the change moves; see {@link Impact#money()}. */
  @Transactional(readOnly = true)
  public BigDecimal money(String id) {
    return get(id).impact().money();
  }

  private String insteadOf(String person) {
    return person == null ? "" : Sentences.say("change.history.for", users.nameOf(person));
  }

  /**
   * Whether the impact that was decided on still holds: the plan is the same, or the impact has not
   * become worse.
   *
   * @throws RefusedException where it cannot be applied to the plan any more
   */
  @Transactional(readOnly = true)
  public boolean isImpactStillValid(String id) {
    ChangeRequest change = pending(id);
    if (change.impact() == null) {
      return false;
    }
    if (plans.current(change.projectKey()).version() == change.impact().planVersion()) {
      return true;
    }
    try {
      return calculator
          .compute(projects.get(change.projectKey()), change.edits())
          .isNoWorseThan(change.impact());
    } catch (RefusedException refused) {
      throw RefusedException.because("change.unfit.approved", id, refused.getMessage());
    }
  }

  /**
   * Applies the edits, freezes the new baseline and marks the change as implemented: all in one
   * transaction.
   *
   * @param route as the decision table chose it
   * @param routeReason why, in the table's words
   * @throws RefusedException where a diagram would apply it before all have approved who have to,
   *     or a table would have a tolerance or a goal moved without a decision
   */
  public ChangeRequest apply(String id, String route, String routeReason) {
    ChangeRequest change = pending(id);
    if (change.approvalsNeeded() > 1 && change.status() == ChangeRequest.Status.AWAITING_APPROVAL) {
      throw RefusedException.because(
          "change.approvalsMissing", id, change.approvals().size(), change.approvalsNeeded());
    }
    if (change.movesWhatWasAgreed() && change.status() != ChangeRequest.Status.APPROVED) {
      throw RefusedException.because("change.agreed.undecided", id);
    }
    String by = change.decidedBy() == null ? change.requester() : change.decidedBy();
    WorkPlan plan = plans.current(change.projectKey());
    plans.applyApproved(change.projectKey(), plan.version(), change.edits(), by, id);
    Baseline baseline =
        baselines.freeze(
            change.projectKey(), by, Sentences.say("change.baselineReason", id, change.title()));
    LocalDateTime now = clock.now();
    jdbc.sql(
            "update change_request set status = 'IMPLEMENTED', implemented_at = ?, baseline = ?,"
                + " closed_at = ?, route = ?, route_reason = ?, work_tasks = ? where id = ?")
        .params(
            now,
            baseline.number(),
            "emergency".equals(route) ? null : now,
            route,
            cut(routeReason),
            ChangeOutcomes.tasks(change, plan, baseline),
            id)
        .update();
    history.note(
        change.projectKey(), by, Sentences.say("change.history.applied", id, baseline.number()));
    if (change.decidedBy() == null) {
      // approved once and for all, or first done and then reviewed
      history.decided(
          decided(change, Decided.Kind.CHANGE, "APPLY_" + change.type().name(), by)
              .saying(routeReason));
    }
    return get(id);
  }

  /** Keeps the review of an emergency change. What was not confirmed must be backed out. */
  public ChangeRequest review(
      String id, boolean confirmed, String comment, String by, String onBehalfOf) {
    ChangeRequest change = get(id);
    if (change.status() != ChangeRequest.Status.IMPLEMENTED || change.review() != null) {
      throw ConflictException.because("change.reviewed", id);
    }
    Set<String> requesters = store.requesters(id);
    if (requesters.contains(by) || requesters.contains(onBehalfOf)) {
      throw RefusedException.forbidden("change.ownChange", id);
    }
    String said =
        confirmed
            ? Texts.optional("comment", "the comment", comment, 2000)
            : Texts.needed("comment", "the comment", comment, 2000);
    LocalDateTime now = clock.now();
    jdbc.sql(
            "update change_request set review = ?, review_comment = ?, reviewed_by = ?, reviewed_at"
                + " = ?, closed_at = ?, status = ? where id = ?")
        .params(
            (confirmed ? ChangeRequest.Review.CONFIRMED : ChangeRequest.Review.NOT_CONFIRMED)
                .name(),
            said,
            by,
            now,
            confirmed ? now : null,
            (confirmed ? ChangeRequest.Status.CLOSED : ChangeRequest.Status.IMPLEMENTED).name(),
            id)
        .update();
    history.note(
        change.projectKey(),
        by,
        Sentences.say(
            confirmed ? "change.history.confirmed" : "change.history.notConfirmed",
            id,
            said == null ? "" : said,
            insteadOf(onBehalfOf)));
    history.decided(
        decided(
                change,
                Decided.Kind.CHANGE_REVIEW,
                (confirmed ? ChangeRequest.Review.CONFIRMED : ChangeRequest.Review.NOT_CONFIRMED)
                    .name(),
                by)
            .insteadOf(onBehalfOf)
            .saying(said));
    return get(id);
  }

  /**
   * Takes an emergency change that was not confirmed out of the plan, freezes the new baseline and
   * keeps how it was backed out: all in one transaction.
   *
   * @throws RefusedException naming what later changes want otherwise; nothing is changed then
   */
  public ChangeRequest backOut(String id, String outcome, String by) {
    ChangeRequest change = get(id);
    if (change.review() != ChangeRequest.Review.NOT_CONFIRMED || change.closedAt() != null) {
      throw ConflictException.because("change.noBackout", id);
    }
    String said = Texts.needed("backoutNote", "what was backed out", outcome, 2000);
    takeOut(change, by);
    Baseline baseline =
        baselines.freeze(
            change.projectKey(), by, Sentences.say("change.backoutReason", id, change.title()));
    jdbc.sql(
            "update change_request set outcome = ?, closed_at = ?, status = 'BACKED_OUT' where id ="
                + " ?")
        .params(said, clock.now(), id)
        .update();
    history.note(
        change.projectKey(),
        by,
        Sentences.say("change.history.backedOut", id, said, baseline.number()));
    history.decided(decided(change, Decided.Kind.CHANGE, "BACK_OUT", by).saying(said));
    return get(id);
  }

  private void takeOut(ChangeRequest change, String by) {
    int applied = baselines.planVersion(change.projectKey(), change.baseline());
    try {
      editor.takeBack(change.projectKey(), applied, by, change.id());
    } catch (PlanClashException clash) {
      throw RefusedException.because("change.backoutClash", change.id(), clash.getMessage());
    } catch (RefusedException refused) {
      throw RefusedException.because("change.backoutImpossible", change.id(), refused.getMessage());
    }
  }

  /** Takes the request back before it is decided; its requester or the coordinator may. */
  public void withdraw(String id, String by) {
    ChangeRequest change = pending(id);
    Project project = projects.get(change.projectKey());
    if (!change.requester().equals(by) && !rights.coordinates(project, by)) {
      throw RefusedException.forbidden(
          "change.onlyRequester", id, users.nameOf(change.requester()));
    }
    project.mustRun();
    if (change.status() == ChangeRequest.Status.APPROVED || !flow.getObject().withdrawn(id)) {
      throw ConflictException.because("change.tooLate", id);
    }
    history.note(change.projectKey(), by, Sentences.say("change.history.withdrawn", id));
  }

  /** Marks the change as withdrawn. Nothing happens when it is over already. */
  public void markWithdrawn(String id) {
    jdbc.sql(
            "update change_request set status = 'WITHDRAWN', closed_at = ? where id = ? and status"
                + " in ('SUBMITTED', 'ASSESSING', 'AWAITING_APPROVAL', 'POSTPONED')")
        .params(clock.now(), id)
        .update();
  }

  /** A project that is not carried out changes nothing any more, nor is a change to it reviewed. */
  @EventListener
  public void on(ProjectStopped stopped) {
    for (ChangeRequest change : open(stopped.projectKey())) {
      jdbc.sql("update change_request set status = ?, closed_at = ? where id = ?")
          .params(
              (change.isPending() ? ChangeRequest.Status.WITHDRAWN : ChangeRequest.Status.CLOSED)
                  .name(),
              clock.now(),
              change.id())
          .update();
      history.note(change.projectKey(), null, Sentences.say("change.history.stopped", change.id()));
      notices.tellThatTheProjectStopped(change);
    }
  }

  /**
   * @throws NotFoundException when there is no such change
   */
  @Transactional(readOnly = true)
  public ChangeRequest get(String id) {
    return store.get(id);
  }

  /** Whether there is such a change in the project. */
  @Transactional(readOnly = true)
  public boolean isOf(String projectKey, String id) {
    return store.isOf(projectKey, id);
  }

  /** What became of the other requests of its project. */
  @Transactional(readOnly = true)
  public TrackRecord trackRecord(ChangeRequest change) {
    return TrackRecord.of(change, all(change.projectKey()));
  }

  /** All of the project, the newest first. */
  @Transactional(readOnly = true)
  public List<ChangeRequest> all(String projectKey) {
    return store.all(projectKey);
  }

  /** Which changes of a project are looked at. */
  public enum Shown implements RegisterPage.Part {
    /** Those of {@link ChangeRequest#isOpen()}. */
    OPEN(
        "(status in ('SUBMITTED', 'ASSESSING', 'AWAITING_APPROVAL', 'APPROVED', 'POSTPONED')"
            + " or status = 'IMPLEMENTED' and closed_at is null)"),
    /** Those of {@link ChangeRequest#lacksOutcome()}. */
    TO_CLOSE(
        "implemented_at is not null and status <> 'BACKED_OUT' and outcome_code is null and not "
            + OPEN.condition),
    /** Those that the one who looks has asked for. */
    MINE("requester = :by"),
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

  /**
   * A page of the changes of a project, the newest first.
   *
   * @param by who looks
   * @param number of the page from 1; the last one where there are not so many
   */
  @Transactional(readOnly = true)
  public RegisterPage<Shown, ChangeRequest> register(
      String projectKey, Shown shown, String by, int number) {
    return store.register(projectKey, shown, by, number);
  }

  /** All that are open, the newest first. */
  @Transactional(readOnly = true)
  public List<ChangeRequest> open(String projectKey) {
    return store.open(projectKey);
  }

  /**
   * What the decision table is asked, and who submitted. A change costs what the plan then costs
   * more, or what the project or the lines of its budget are granted more where that is more:
   * nobody is granted money without those who decide on as much.
   */
  public record Facts(
      String changeType,
      int finishDelta,
      double costDelta,
      double costDeltaPercent,
      boolean touchesCriticalSystem,
      boolean movesTolerance,
      boolean changesGoals,
      String submittedBy,
      LocalDateTime remindAt) {}

  /** The facts of the last assessment; approvers are reminded after two working days. */
  @Transactional(readOnly = true)
  public Facts facts(String id) {
    ChangeRequest change = get(id);
    Impact impact = change.impact();
    return new Facts(
        change.type().name().toLowerCase(Locale.ROOT),
        impact.finishDelta(),
        impact.costDelta().max(impact.grantedDelta()).doubleValue(),
        impact.costDeltaPercent().max(impact.grantedDeltaPercent()).doubleValue(),
        impact.touchesCriticalSystem(),
        impact.movesTolerances(),
        impact.changesGoals(),
        change.requester(),
        afterWorkingDays(change.projectKey(), 2));
  }

  /**
   * Who decides on the change or reviews it: the group that the table names, or another one where
   * nobody in it is left who neither asked for the change nor has approved it. The requester is
   * told then.
   *
   * @param approvals how many approvals are missing
   */
  public Deciders.Choice findDeciders(String id, String group, String reason, int approvals) {
    ChangeRequest change = get(id);
    if (approvals > 1 && change.approvals().isEmpty()) {
      jdbc.sql("update change_request set approvals_needed = ? where id = ?")
          .params(approvals, id)
          .update();
    }
    Deciders.Choice choice =
        deciders.choose(group, reason, store.requesters(id), change.approvedBy().people());
    if (choice.instead()) {
      history.note(
          change.projectKey(), null, Sentences.say("change.history.deciders", id, choice.reason()));
      notices.tellOfDeciders(
          change, "deciders-" + choice.group() + change.approvals().size(), choice.reason());
    }
    return choice;
  }

  /** Whether it sets a goal or a tolerance anew, which the sponsors agreed to. */
  @Transactional(readOnly = true)
  public boolean movesWhatWasAgreed(String id) {
    return get(id).movesWhatWasAgreed();
  }

  /**
   * Has the sponsors decide on a change that the decision table would let through, or who decides
   * in their place. The requester is told, and whoever decides reads why.
   *
   * @param why a sentence
   * @param approvals how many approvals are missing
   */
  public Deciders.Choice sendToSponsors(String id, String why, int approvals) {
    Deciders.Choice choice = findDeciders(id, Groups.SPONSORS, why, approvals);
    jdbc.sql("update change_request set route_reason = ? where id = ?")
        .params(cut(choice.reason()), id)
        .update();
    if (!choice.instead()) {
      ChangeRequest change = get(id);
      history.note(
          change.projectKey(), null, Sentences.say("change.history.deciders", id, choice.reason()));
      notices.tellOfDeciders(
          change, "deciders-" + choice.group() + change.approvals().size(), choice.reason());
    }
    return choice;
  }

  /** As much of a reason as is kept with the change. */
  private static String cut(String reason) {
    return reason == null || reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON);
  }

  /** Until when an emergency change that was applied now must be reviewed: three working days. */
  @Transactional(readOnly = true)
  public LocalDateTime reviewDue(String id) {
    return afterWorkingDays(get(id).projectKey(), 3);
  }

  private LocalDateTime afterWorkingDays(String projectKey, int days) {
    WorkPlan plan = plans.current(projectKey);
    return plan.calendar().addWorking(clock.now(), days * plan.calendar().minutesPerDay());
  }

  private ChangeRequest pending(String id) {
    ChangeRequest change = get(id);
    if (!change.isPending()) {
      throw ConflictException.because(
          "change.over", id, Sentences.say("change.screen.status." + change.status()));
    }
    return change;
  }

  /** The requests whose wishes it goes on with, in the order of their numbers. */
  @Transactional(readOnly = true)
  public List<ChangeRequest> mergedInto(String id) {
    return store.mergedInto(id);
  }

  /** Puts other wishes in the place of those of an undecided request, with their impact. */
  void extend(String id, List<PlanEdit> edits) {
    ChangeRequest change = pending(id);
    Impact impact = calculator.compute(projects.get(change.projectKey()), checked(edits));
    jdbc.sql(
            "update change_request set edits = ?, impact = ?, impact_plan_version = ? where id = ?")
        .params(store.write(edits), store.write(impact), impact.planVersion(), id)
        .update();
  }
}
