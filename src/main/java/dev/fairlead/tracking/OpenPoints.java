package dev.fairlead.tracking;

import java.util.List;

/**
 * Each room says what of its own is still open in a project; closing asks them all without knowing
 * them.
 */
public interface OpenPoints {
  List<OpenPoint> of(String projectKey);

  /** What had better be done before the end, but keeps nothing from closing. */
  default List<OpenPoint> hints(String projectKey) {
    return List.of();
  }
}
