package dev.fairlead.studio;

import java.util.List;

/**
 * A process, decision table or task form with its versions.
 *
 * @param kind of which sort it is
 * @param purpose the sentence of documentation of its latest version, or empty; the first one that
 *     a form says
 * @param versions the newest first
 */
public record Deployed(Kind kind, String key, String name, String purpose, List<Version> versions) {

  /** What can be deployed and looked at. */
  public enum Kind {
    PROCESS,
    DECISION,
    /** Its key is its file name, since many a form is called like its process. */
    FORM;

    /** By the ending of a file's name. */
    static Kind of(String file) {
      return file.endsWith(".bpmn") ? PROCESS : file.endsWith(".dmn") ? DECISION : FORM;
    }
  }

  /** The name of its file in the folder processes and in a deployment. */
  public static String file(Kind kind, String key) {
    return switch (kind) {
      case PROCESS -> key + ".bpmn";
      case DECISION -> key + ".dmn";
      case FORM -> key;
    };
  }

  /** Under which a file is deployed. */
  static String keyOf(String file) {
    return Kind.of(file) == Kind.FORM ? file : file.replaceFirst("\\.\\w+$", "");
  }

  /** A file with nothing in it, to compare something new with. */
  static String nothing(Kind kind) {
    return kind == Kind.FORM ? "" : "<definitions/>";
  }

  /** What there is of it, which is nothing for the draft of something new. */
  public boolean isLive() {
    return !versions.isEmpty();
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
