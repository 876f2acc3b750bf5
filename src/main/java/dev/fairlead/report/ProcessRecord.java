package dev.fairlead.report;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What the engine remembers of a project: by which diagrams and tables it was led, and what
 * happened in them. The engine fills this port, see {@code report.process}.
 */
public interface ProcessRecord {
  /**
   * One version of a diagram or a decision table that the project used.
   *
   * @param name of its file, such as {@code closeProject-v3.bpmn}
   */
  record Source(String name, byte[] content) {}

  /**
   * One step that was taken.
   *
   * @param by login name of the one who had the task, or null
   * @param end null where it did not end; {@code cancelled} steps ended without being done
   */
  record Step(
      String process,
      int version,
      String about,
      String element,
      String name,
      String type,
      LocalDateTime start,
      LocalDateTime end,
      String by,
      boolean cancelled) {}

  /**
   * @param sources by name
   * @param steps in the order in which they began
   */
  record Kept(List<Source> sources, List<Step> steps) {}

  Kept of(String projectKey);
}
