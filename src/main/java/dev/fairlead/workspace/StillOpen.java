package dev.fairlead.workspace;

import dev.fairlead.project.OpenTasks;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells those who write mails which tasks still wait. */
@Component
class StillOpen implements OpenTasks {
  private final Worklist worklist;

  StillOpen(Worklist worklist) {
    this.worklist = worklist;
  }

  @Override
  public Set<String> among(Collection<String> ids) {
    return worklist.open(ids);
  }
}
