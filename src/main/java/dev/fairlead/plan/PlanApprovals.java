package dev.fairlead.plan;

import dev.fairlead.people.ApprovedBy;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who decided what on which version of a plan. */
@Service
@Transactional
public class PlanApprovals {
  public static final String APPROVE = "approve";
  public static final String REWORK = "rework";
  public static final String REJECT = "reject";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Users users;
  private final ReworkPoints reworkPoints;
  private final Snapshots snapshots;
  private final History history;
  private final FairleadClock clock;

  PlanApprovals(
      JdbcClient jdbc,
      Projects projects,
      Users users,
      ReworkPoints reworkPoints,
      Snapshots snapshots,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.users = users;
    this.reworkPoints = reworkPoints;
    this.snapshots = snapshots;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Keeps a decision for good.
   *
   * @param asked who was asked at which level, and how many approvals it needs
   * @throws RefusedException when rework or rejection comes without a comment, or somebody decides
   *     on their own plan or approves a level twice
   */
  public PlanApproval record(
      String projectKey,
      OpenApproval.Asked asked,
      String decision,
      String by,
      String onBehalfOf,
      String comment,
      int planVersion) {
    Project project = projects.get(projectKey);
    if (project.phase() != Phase.APPROVAL) {
      throw ConflictException.because("plan.notSubmitted", projectKey);
    }
    if (decision == null || !Set.of(APPROVE, REWORK, REJECT).contains(decision)) {
      throw RefusedException.ofField("decision", "plan.decision");
    }
    if (project.coordinator().equals(by) || project.coordinator().equals(onBehalfOf)) {
      throw RefusedException.because("plan.ownApproval", users.nameOf(by));
    }
    String text = comment == null ? "" : comment.strip();
    if (text.isEmpty() && !decision.equals(APPROVE)) {
      throw RefusedException.ofField("comment", "plan.commentMissing");
    }
    if (text.length() > 4000) {
      throw RefusedException.ofField("comment", "plan.textLong", "4000");
    }
    String reason = asked.reason() == null ? "" : asked.reason();
    Optional<Baseline> submission = snapshots.last(Snapshots.Kind.SUBMISSION, projectKey);
    String version = "plan version " + planVersion + ", level " + asked.level();
    if (asked.approvals() > 1 && decision.equals(APPROVE)) {
      List<PlanApproval> before = given(projectKey, asked.level());
      if (by(before).names(Arrays.asList(by, onBehalfOf))) {
        throw RefusedException.forbidden("plan.approvedAlready", users.nameOf(by));
      }
      version += ", approval " + (before.size() + 1) + " of " + asked.approvals();
    }
    jdbc.sql(
            "insert into plan_approval (project_key, approval_level, approver_group, reason,"
                + " decision, decided_by, on_behalf_of, comment, plan_version, submission,"
                + " decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            asked.level(),
            asked.group() == null ? "" : asked.group(),
            reason.length() > 500 ? reason.substring(0, 500) : reason,
            decision,
            by,
            onBehalfOf,
            text,
            planVersion,
            submission.map(Baseline::number).orElse(null),
            clock.now())
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say(
            "plan.history." + decision,
            String.valueOf(planVersion),
            users.nameOf(by),
            onBehalfOf == null ? "" : Sentences.say("plan.history.for", users.nameOf(onBehalfOf)),
            text.isEmpty() ? "" : ": " + text));
    history.decided(
        Decided.on(projectKey, Decided.Kind.PLAN, "plan", decision.toUpperCase(Locale.ROOT), by)
            .named(project.name())
            .ofVersion(version, submission.map(Baseline::hash).orElse(null))
            .insteadOf(onBehalfOf)
            .saying(text));
    List<PlanApproval> all = list(projectKey);
    PlanApproval kept = all.get(all.size() - 1);
    if (decision.equals(REWORK)) {
      reworkPoints.keep(projectKey, kept.id(), text);
    }
    return kept;
  }

  /** The approvals of a level that count: those of the submission that waits. */
  @Transactional(readOnly = true)
  public List<PlanApproval> given(String projectKey, int level) {
    Integer submission =
        snapshots.last(Snapshots.Kind.SUBMISSION, projectKey).map(Baseline::number).orElse(null);
    return list(projectKey).stream()
        .filter(
            approval ->
                approval.level() == level
                    && approval.decision().equals(APPROVE)
                    && Objects.equals(approval.submission(), submission))
        .toList();
  }

  /** Whose approvals these are. */
  static ApprovedBy by(List<PlanApproval> approvals) {
    ApprovedBy by = ApprovedBy.NOBODY;
    for (PlanApproval approval : approvals) {
      by = by.and(approval.decidedBy(), approval.onBehalfOf());
    }
    return by;
  }

  /** All decisions in their order. */
  @Transactional(readOnly = true)
  public List<PlanApproval> list(String projectKey) {
    return jdbc.sql(
            "select id, project_key, approval_level as level, approver_group, reason, decision,"
                + " decided_by, on_behalf_of, comment, plan_version, submission, decided_at from"
                + " plan_approval"
                + " where project_key = ? order by id")
        .param(projectKey)
        .query(PlanApproval.class)
        .list();
  }
}
