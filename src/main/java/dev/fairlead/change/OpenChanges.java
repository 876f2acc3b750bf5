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
    return changes.open(projectKey).stream()
        .map(
            change ->
                new OpenPoint(
                    "change", change.id() + " " + change.title(), "/changes/" + change.id()))
        .toList();
  }
}
