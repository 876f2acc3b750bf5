package dev.fairlead.studio;

/** The way of a draft to its release. Filled by {@code studio.process}. */
public interface ReleaseFlow {
  /** Asks another process owner to look at it. */
  void submitted(Draft draft, String by);

  /** Nobody has to look at it any more. */
  void takenBack(Draft draft);
}
