package dev.fairlead.studio;

import java.util.List;

/**
 * One diagram, decision table or form, as it runs here and as a folder of files has it.
 *
 * @param name title of what is deployed here, of a diagram or table that is not, otherwise the name
 *     of the file
 * @param key under which it is deployed here, otherwise null
 * @param differences from what runs here to the file
 * @param there what the file holds where it differs and can be seen in a picture, otherwise null
 */
public record FileState(
    Kind kind, String name, String key, Fate fate, List<Difference> differences, String there) {
  FileState(Kind kind, String name, String key, Fate fate) {
    this(kind, name, key, fate, List.of(), null);
  }

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
