package dev.fairlead.project;

import java.util.Collection;
import java.util.List;

/** A port: each room says of its registers what decisions and actions may be about. */
public interface Linked {
  Link.Kind kind();

  /** Those of these lines that are in the register of the project, in one statement. */
  List<Link> of(String projectKey, Collection<Integer> numbers);

  /** What a form offers: lines that are not over, the newest first, at most this many. */
  List<Link> offered(String projectKey, int most);
}
