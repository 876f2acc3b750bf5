package dev.fairlead.project;

import java.util.Collection;
import java.util.List;

/** A port: each room says which lines of its registers are about lines of others. */
public interface Referring {
  /**
   * @param refs see {@link Link#ref()}; at least one
   * @return in the order of their numbers, in one statement
   */
  List<Reference> to(String projectKey, Collection<String> refs);
}
