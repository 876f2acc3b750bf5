package dev.fairlead.plan;

import dev.fairlead.people.ApprovedBy;
import dev.fairlead.people.Deciders;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.schedule.RiskAnalysis;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The course of a plan from its first draft to its approval, as the processes call for it step by
 * step.
 */
@Service
@Transactional
public class Planning {
  private static final int FEEDBACK_DAYS = 3;
  private static final int FEEDBACK_REMINDER_DAYS = 2;
  private static final int APPROVAL_REMINDER_DAYS = 2;
  private static final int APPROVAL_DEPUTY_DAYS = 4;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  /** Whom the plan is put before, until when, and when they are reminded. */
  public record FeedbackRound(
      int round, List<String> members, LocalDateTime until, LocalDateTime remindAt) {}

  /** When approvers are reminded and deputies asked. */
  public record ApprovalDates(LocalDateTime remindAt, LocalDateTime deputyAt) {}

  /**
   * What decides who must approve.
   *
   * @param deadlineHolds percent of the simulated runs that meet the deadline, or null where there
   *     is no deadline or nothing that could be simulated
   * @param riskExposure expected cost of the open risks
   * @param conflicts number of conflicts over people and systems
   */
  public record ApprovalFacts(
      BigDecimal budget,
      int riskLevel,
      Criticality criticality,
      Double deadlineHolds,
      BigDecimal riskExposure,
      int conflicts) {}

  /**
   * What waits for its approval.
   *
   * @param amount the budget, or the planned cost where that is more
   * @param fingerprint SHA-256 of the plan as submitted, with its version now
   */
  public record Submitted(BigDecimal amount, String fingerprint) {}

  private final Projects projects;
  private final Users users;
  private final Deciders deciders;
  private final Plans plans;
  private final PlanCheck check;
  private final TeamFeedback feedback;
  private final Registers registers;
  private final Snapshots snapshots;
  private final Baselines baselines;
  private final RiskAnalyses analyses;
  private final ReworkPoints reworkPoints;
  private final PlanApprovals approvals;
  private final Authority authority;
  private final History history;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;

  Planning(
      Projects projects,
      Users users,
      Deciders deciders,
      Plans plans,
      PlanCheck check,
      TeamFeedback feedback,
      Registers registers,
      Snapshots snapshots,
      Baselines baselines,
      RiskAnalyses analyses,
      ReworkPoints reworkPoints,
      PlanApprovals approvals,
      Authority authority,
      History history,
      ApplicationEventPublisher events,
      FairleadClock clock) {
    this.projects = projects;
    this.users = users;
    this.deciders = deciders;
    this.plans = plans;
    this.check = check;
    this.feedback = feedback;
    this.registers = registers;
    this.snapshots = snapshots;
    this.baselines = baselines;
    this.analyses = analyses;
    this.reworkPoints = reworkPoints;
    this.approvals = approvals;
    this.authority = authority;
    this.history = history;
    this.events = events;
    this.clock = clock;
  }

  /** Opens the plan for drafting, at first or again after rework was asked for. */
  public void begin(String projectKey) {
    Phase before = projects.get(projectKey).phase();
    projects.moveTo(projectKey, Phase.PLANNING);
    history.note(
        projectKey,
        null,
        Sentences.say(
            before == Phase.APPROVAL ? "plan.history.rework.begins" : "plan.history.begins"));
  }

  /** Whether nothing blocks the plan; the findings themselves are computed anew on the page. */
  public boolean passes(String projectKey) {
    return check.check(projectKey).stream().noneMatch(PlanFinding::blocks);
  }

  /** Puts the plan before the team (without the coordinator, whose plan it is). */
  public FeedbackRound askTeam(String projectKey) {
    Project project = projects.get(projectKey);
    List<String> members =
        project.team().stream()
            .map(TeamMember::username)
            .filter(name -> !name.equals(project.coordinator()))
            .filter(name -> users.find(name).filter(User::enabled).isPresent())
            .toList();
    LocalDateTime until = afterDays(projectKey, FEEDBACK_DAYS);
    int round = feedback.openRound(projectKey, until);
    history.note(
        projectKey,
        project.coordinator(),
        Sentences.say(
            "plan.history.feedback", String.valueOf(round), members.size(), WHEN.format(until)));
    return new FeedbackRound(round, members, until, afterDays(projectKey, FEEDBACK_REMINDER_DAYS));
  }

  /** Reminds those who have not yet said anything in this round. */
  public void remindMembers(String projectKey) {
    Project project = projects.get(projectKey);
    List<String> answered = feedback.answeredBy(projectKey);
    List<String> missing =
        project.team().stream()
            .map(TeamMember::username)
            .filter(name -> !name.equals(project.coordinator()) && !answered.contains(name))
            .toList();
    tell(
        projectKey,
        missing,
        "plan.feedbackReminder",
        "round-" + feedback.round(projectKey),
        Map.of("projectKey", projectKey, "projectName", project.name()),
        "/work");
  }

  /** Notes what a member says. */
  public void recordFeedback(String projectKey, String member, String said, String objection) {
    feedback.record(projectKey, member, said, objection);
  }

  /**
   * Puts the plan before the managers; from now on it rests.
   *
   * @param onBehalfOf for whom a substitute sends it in, or null
   * @return login name of the coordinator, whose plan it is whoever sent it in
   * @throws RefusedException while an objection or a reason for rework is unanswered, or the check
   *     finds something that blocks
   */
  public String submit(String projectKey, String by, String onBehalfOf) {
    // from here on nobody changes what is checked and kept, nor the frame of the project
    registers.lock(projectKey);
    Project project = projects.locked(projectKey);
    authority.coordinator(project, onBehalfOf == null ? by : onBehalfOf);
    authority.planning(project);
    int open = feedback.openObjections(projectKey);
    if (open > 0) {
      throw RefusedException.because("plan.objectionsOpen", open);
    }
    int unanswered = reworkPoints.open(projectKey);
    if (unanswered > 0) {
      throw RefusedException.because("plan.reworkOpen", unanswered);
    }
    List<PlanFinding> blocking =
        check.check(projectKey).stream().filter(PlanFinding::blocks).toList();
    if (!blocking.isEmpty()) {
      throw RefusedException.because("plan.blocked", blocking.size(), blocking.get(0).sentence());
    }
    Baseline submission =
        snapshots.take(
            Snapshots.Kind.SUBMISSION, projectKey, by, Sentences.say("plan.history.submitReason"));
    analyses.freeze(projectKey, submission.number());
    projects.moveTo(projectKey, Phase.APPROVAL);
    history.note(
        projectKey,
        by,
        Sentences.say(
            "plan.history.submitted",
            String.valueOf(submission.number()),
            submission.hash().substring(0, 12)));
    return project.coordinator();
  }

  /** What waits for its approval now. */
  @Transactional(readOnly = true)
  public Submitted submitted(String projectKey) {
    Project project = projects.get(projectKey);
    WorkPlan plan = plans.current(projectKey);
    String sealed =
        snapshots.last(Snapshots.Kind.SUBMISSION, projectKey).map(Baseline::hash).orElse("");
    return new Submitted(
        project.budget().max(plans.plannedCost(plan, project)),
        Fingerprint.of(sealed + " " + plan.version()));
  }

  /** The facts on which the approval levels are decided. */
  public ApprovalFacts approvalFacts(String projectKey) {
    Project project = projects.get(projectKey);
    return new ApprovalFacts(
        project.budget(),
        registers.highestOpenRisk(projectKey),
        registers.highestCriticality(projectKey),
        analyses
            .atSubmission(projectKey)
            .filter(RiskAnalysis::saysSomething)
            .map(RiskAnalysis::deadlineHolds)
            .map(share -> 100 * share)
            .orElse(null),
        registers.exposure(projectKey),
        (int) check.check(projectKey).stream().filter(PlanFinding::isConflict).count());
  }

  /** The dates of an approval that is asked for now. */
  public ApprovalDates approvalDates(String projectKey) {
    return new ApprovalDates(
        afterDays(projectKey, APPROVAL_REMINDER_DAYS), afterDays(projectKey, APPROVAL_DEPUTY_DAYS));
  }

  /**
   * Who approves: the group that the table names, or another one where nobody in it is left who
   * neither submitted the plan, coordinates the project nor has approved this level. The
   * coordinator is told then.
   *
   * @param approvedBy whose approval of the level has been given
   */
  public Deciders.Choice findApprovers(
      String projectKey, String group, String reason, String submittedBy, ApprovedBy approvedBy) {
    Project project = projects.get(projectKey);
    Deciders.Choice choice =
        deciders.choose(group, reason, askedBy(project, submittedBy), approvedBy.people());
    if (choice.instead()) {
      history.note(projectKey, null, Sentences.say("plan.history.approvers", choice.reason()));
      tellOfApprovers(project, choice.group(), choice.reason());
    }
    return choice;
  }

  private static Set<String> askedBy(Project project, String submittedBy) {
    Set<String> askedBy = new TreeSet<>(Set.of(project.coordinator()));
    if (submittedBy != null) {
      askedBy.add(submittedBy);
    }
    return askedBy;
  }

  /** Tells the coordinator that it does not go quite as the decision table says. */
  private void tellOfApprovers(Project project, String what, String reason) {
    tell(
        project.key(),
        List.of(project.coordinator()),
        "plan.approvers",
        what,
        Map.of("projectKey", project.key(), "projectName", project.name(), "reason", reason),
        "/projects/" + project.key());
  }

  /**
   * Keeps a decision on the submitted plan.
   *
   * @return whose approvals of this level have been given, where it needs more; nobody where it is
   *     over: enough have approved, or nobody is left who could, or it was not approved
   */
  public ApprovedBy decide(
      String projectKey,
      OpenApproval.Asked asked,
      String submittedBy,
      String decision,
      String by,
      String onBehalfOf,
      String comment) {
    approvals.record(
        projectKey, asked, decision, by, onBehalfOf, comment, plans.current(projectKey).version());
    return asked.approvals() > 1 && PlanApprovals.APPROVE.equals(decision)
        ? soFar(projects.get(projectKey), asked, submittedBy)
        : ApprovedBy.NOBODY;
  }

  private ApprovedBy soFar(Project project, OpenApproval.Asked asked, String submittedBy) {
    List<PlanApproval> given = approvals.given(project.key(), asked.level());
    if (given.size() >= asked.approvals()) {
      return ApprovedBy.NOBODY;
    }
    ApprovedBy soFar = PlanApprovals.by(given);
    if (!deciders.isAnyoneLeft(asked.group(), askedBy(project, submittedBy), soFar.people())) {
      String why =
          Sentences.say(
              "plan.history.approvalsFewer", asked.level(), given.size(), asked.approvals());
      history.note(project.key(), null, why);
      tellOfApprovers(project, "level-" + asked.level(), why);
      return ApprovedBy.NOBODY;
    }
    return soFar;
  }

  /**
   * Reminds the group that a plan waits for its decision.
   *
   * @param approvedBy who has approved already and is not asked again
   * @param link where it is decided
   */
  public void remindApprovers(
      String projectKey, String approverGroup, ApprovedBy approvedBy, String link) {
    Project project = projects.get(projectKey);
    tell(
        projectKey,
        approvers(project, approverGroup, approvedBy),
        "plan.approvalReminder",
        "approval-" + approverGroup,
        Map.of("projectKey", projectKey, "projectName", project.name()),
        link);
  }

  /**
   * Asks the deputies of the group's members to decide; tells the coordinator where there is none.
   *
   * @param approvedBy who has approved already and is not asked again
   * @param process the one that asks, so that only deputies are asked who may decide in it
   * @param link where it is decided
   */
  public void involveDeputies(
      String projectKey, String approverGroup, ApprovedBy approvedBy, String process, String link) {
    Project project = projects.get(projectKey);
    Set<String> deputies = new TreeSet<>();
    for (String approver : approvers(project, approverGroup, approvedBy)) {
      deputies.addAll(users.deputiesOf(approver, clock.today(), process));
    }
    deputies.remove(project.coordinator());
    deputies.removeAll(approvedBy.people());
    boolean none = deputies.isEmpty();
    tell(
        projectKey,
        none ? List.of(project.coordinator()) : List.copyOf(deputies),
        none ? "plan.approvalNoDeputy" : "plan.approvalDeputy",
        "deputy-" + approverGroup,
        Map.of("projectKey", projectKey, "projectName", project.name(), "group", approverGroup),
        none ? "/work" : link);
  }

  /** Freezes the approved plan as the baseline that everything is measured against. */
  public Baseline freeze(String projectKey, String by) {
    List<PlanApproval> decisions = approvals.list(projectKey);
    int version = plans.current(projectKey).version();
    String names =
        decisions.stream()
            .filter(
                decision ->
                    decision.planVersion() == version
                        && decision.decision().equals(PlanApprovals.APPROVE))
            .map(decision -> users.nameOf(decision.decidedBy()))
            .distinct()
            .collect(Collectors.joining(", "));
    return baselines.freezeSubmitted(
        projectKey,
        by,
        names.isEmpty()
            ? Sentences.say("plan.history.noApprovalNeeded")
            : Sentences.say("plan.history.approvedBy", names));
  }

  private List<String> approvers(Project project, String group, ApprovedBy approvedBy) {
    Set<String> keptOut = approvedBy.people();
    return users.inGroup(group).stream()
        .filter(User::enabled)
        .map(User::username)
        .filter(name -> !name.equals(project.coordinator()) && !keptOut.contains(name))
        .toList();
  }

  private void tell(
      String projectKey,
      List<String> to,
      String template,
      String what,
      Map<String, String> values,
      String link) {
    if (!to.isEmpty()) {
      String key = template + "-" + projectKey + "-" + what + "-" + clock.now();
      events.publishEvent(new Notice(key, projectKey, to, template, values, link));
    }
  }

  /** The moment that is so many working days from now on the plan's calendar. */
  private LocalDateTime afterDays(String projectKey, int days) {
    WorkingCalendar calendar = plans.current(projectKey).calendar();
    return calendar.addWorking(clock.now(), days * calendar.minutesPerDay());
  }
}
