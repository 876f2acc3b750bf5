package dev.fairlead.studio;

import java.util.List;

/**
 * One diagram, decision table or form, as it runs here and as a folder of files has it.
 *
 * @param name title of a diagram or table, file name of a form
 * @param key id of the process or table where it is deployed here, otherwise null
 * @param differences from what runs here to the file; empty for forms
 */
public record FileState(
    Kind kind, String name, String key, Fate fate, List<Difference> differences) {

  /** Which sort of file it is. */
  public enum Kind {
    PROCESS,
    DECISION,
    FORM
  }

  /** How the two stand to each other. */
  public enum Fate {
    CHANGED,
    ONLY_HERE,
    ONLY_THERE,
    SAME
  }
}
