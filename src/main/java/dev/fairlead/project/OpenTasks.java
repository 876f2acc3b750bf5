package dev.fairlead.project;

import java.util.Collection;
import java.util.Set;

/** A port: which user tasks still wait. The room that knows the list of work fills it. */
public interface OpenTasks {
  /** Those of these ids that are open. */
  Set<String> among(Collection<String> ids);
}
