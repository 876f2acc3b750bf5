package dev.fairlead.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A port: registers of what people have to do by a day, such as measures on risks and actions.
 * Whoever is responsible is told in the same way by whichever it is.
 */
public interface Promised {
  /**
   * Something whose day has come.
   *
   * @param key unique for this thing and this day
   * @param responsible login name, or null where it is left to the coordinator
   * @param template name of the mail's texts
   * @param values what the texts may name besides the project, the day and the responsible
   * @param link path within Fairlead where it is said to be done
   * @param said what it is, within a sentence
   */
  record Due(
      String key,
      String responsible,
      LocalDate day,
      String template,
      Map<String, String> values,
      String link,
      String said) {}

  /**
   * What is open, whose day has come and of which nobody was told; now somebody is. What is put off
   * is told of again on its new day.
   */
  List<Due> tell(String projectKey);
}
