package dev.fairlead.project;

/**
 * A decision that somebody has just taken, for the decision log.
 *
 * @param projectKey null where it concerns all projects
 * @param decision what was decided, in capitals, such as {@code APPROVE}
 * @param subject id of what was decided on, such as {@code CRM-C2} or {@code deliverable 1}
 * @param subjectName what people call it, or null
 * @param version on which version of it, such as {@code plan version 12}, or null
 * @param fingerprint SHA-256 of that version, or null
 * @param onBehalfOf for whom a deputy decided, or null
 */
public record Decided(
    String projectKey,
    Kind kind,
    String decision,
    String subject,
    String subjectName,
    String version,
    String fingerprint,
    String by,
    String onBehalfOf,
    String comment) {

  /** What decisions are about. */
  public enum Kind {
    /** What people decided outside the processes: {@link RecordedDecision}. */
    RECORDED(true),
    PLAN(false),
    BASELINE(false),
    CHANGE(false),
    CHANGE_MERGE(true),
    CHANGE_REVIEW(false),
    CHANGE_OUTCOME(true),
    STANDARD_CHANGE(false),
    CORRECTIVE_ACTION(true),
    DEVIATION(false),
    ISSUE(false),
    POSTING(true),
    COMMITMENT(true),
    BUDGET_LINE(true),
    REPORT(true),
    HEALTH_OVERRIDE(true),
    REQUESTED_DECISION(false),
    COMMUNICATION(false),
    GOAL(true),
    DELIVERABLE(false),
    HANDOVER(false),
    RESULT(false),
    PROJECT(false),
    ARCHIVE(false),
    EARLY_SUPPORT(true),
    DIAGRAM(false),
    DEPUTY(false),
    PERSON(false);

    private final boolean coordinators;

    Kind(boolean coordinators) {
      this.coordinators = coordinators;
    }

    /** Whether it is for the coordinator to decide, so that anybody else does it in their name. */
    public boolean isCoordinators() {
      return coordinators;
    }
  }

  public static Decided on(
      String projectKey, Kind kind, String subject, Enum<?> decision, String by) {
    return on(projectKey, kind, subject, decision.name(), by);
  }

  public static Decided on(
      String projectKey, Kind kind, String subject, String decision, String by) {
    return new Decided(projectKey, kind, decision, subject, null, null, null, by, null, null);
  }

  public Decided named(String name) {
    return new Decided(
        projectKey, kind, decision, subject, name, version, fingerprint, by, onBehalfOf, comment);
  }

  public Decided ofVersion(String of, String sha256) {
    return new Decided(
        projectKey, kind, decision, subject, subjectName, of, sha256, by, onBehalfOf, comment);
  }

  public Decided insteadOf(String person) {
    return new Decided(
        projectKey,
        kind,
        decision,
        subject,
        subjectName,
        version,
        fingerprint,
        by,
        person,
        comment);
  }

  public Decided saying(String words) {
    return new Decided(
        projectKey,
        kind,
        decision,
        subject,
        subjectName,
        version,
        fingerprint,
        by,
        onBehalfOf,
        words);
  }
}
