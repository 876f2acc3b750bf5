package dev.fairlead.studio;

import java.util.List;

/**
 * A process or decision table with its versions.
 *
 * @param kind of which sort it is
 * @param purpose the sentence of documentation of its latest version, or empty
 * @param versions the newest first
 */
public record Deployed(Kind kind, String key, String name, String purpose, List<Version> versions) {

  /** What can be deployed and looked at. */
  public enum Kind {
    PROCESS,
    DECISION
  }

  public Version latest() {
    return versions.get(0);
  }

  public int running() {
    return versions.stream().mapToInt(Version::running).sum();
  }

  /** Those in versions that are not the latest. */
  public int runningInOlder() {
    return running() - latest().running();
  }

  public int incidents() {
    return versions.stream().mapToInt(Version::incidents).sum();
  }
}
