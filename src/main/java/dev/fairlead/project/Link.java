package dev.fairlead.project;

import dev.fairlead.shared.Sentences;

/**
 * What a decision or an action is about: a line of another register of its project.
 *
 * @param path within Fairlead
 */
public record Link(Kind kind, int number, String title, String path) {
  /** The registers, each with the letter by which people write its lines, such as I3 or T12. */
  public enum Kind {
    ISSUE('I'),
    RISK('R'),
    CHANGE('C'),
    TASK('T'),
    DECISION('D');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** The line with this number as people write it and as it is kept, such as {@code I3}. */
    public String ref(int number) {
      return letter + String.valueOf(number);
    }
  }

  public String ref() {
    return kind.ref(number);
  }

  /** For people, such as "Issue 3: Interface is slow". */
  public String label() {
    return Sentences.say("project.link." + kind, String.valueOf(number), title);
  }
}
