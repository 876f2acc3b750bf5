package dev.fairlead.change;

import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.OpenPoints;
import java.util.List;
import org.springframework.stereotype.Component;

/** Change requests that are not settled. */
@Component
class OpenChanges implements OpenPoints {
  private final Changes changes;

  OpenChanges(Changes changes) {
    this.changes = changes;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    return changes.open(projectKey).stream().map(change -> point(change, "")).toList();
  }

  /** Nobody has said yet what they brought; what is learned of it is lost once all have left. */
  @Override
  public List<OpenPoint> hints(String projectKey) {
    return changes.all(projectKey).stream()
        .filter(ChangeRequest::lacksOutcome)
        .map(change -> point(change, "#close"))
        .toList();
  }

  private static OpenPoint point(ChangeRequest change, String at) {
    return new OpenPoint(
        "change", change.id() + " " + change.title(), "/changes/" + change.id() + at);
  }
}
