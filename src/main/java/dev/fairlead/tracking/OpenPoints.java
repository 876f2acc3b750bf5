package dev.fairlead.tracking;

import java.util.List;

/**
 * Each room says what of its own is still open in a project; closing asks them all without knowing
 * them.
 */
public interface OpenPoints {
  List<OpenPoint> of(String projectKey);
}
