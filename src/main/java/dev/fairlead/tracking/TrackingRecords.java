package dev.fairlead.tracking;

import dev.fairlead.project.ArchivedRecords;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What was reported and ordered while the project was tracked, for the archive. */
@Component
class TrackingRecords implements ArchivedRecords {
  private final Progress progress;
  private final CheckIns checkIns;
  private final FollowUps followUps;
  private final Commitments commitments;
  private final CorrectiveActions corrective;

  TrackingRecords(
      Progress progress,
      CheckIns checkIns,
      FollowUps followUps,
      Commitments commitments,
      CorrectiveActions corrective) {
    this.progress = progress;
    this.checkIns = checkIns;
    this.followUps = followUps;
    this.commitments = commitments;
    this.corrective = corrective;
  }

  @Override
  public Map<String, Object> of(String projectKey) {
    return Map.of(
        "tracking/progress", progress.all(projectKey),
        "tracking/check-ins", checkIns.all(projectKey),
        "tracking/follow-ups", followUps.all(projectKey),
        "tracking/commitments", commitments.of(projectKey),
        "registers/corrective-actions", corrective.all(projectKey));
  }
}
