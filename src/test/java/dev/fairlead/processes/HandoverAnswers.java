package dev.fairlead.processes;

import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import java.util.List;

/** Answers to handover checklists as the table of their points asks for. */
public final class HandoverAnswers {
  private HandoverAnswers() {}

  public static List<HandoverChecklist.Line> allYes(
      Handovers handovers, String project, int system) {
    return handovers.of(project).stream()
        .filter(list -> list.system().number() == system)
        .flatMap(list -> list.points().stream())
        .map(
            point ->
                new HandoverChecklist.Line(
                    point.point(), point.label(), HandoverChecklist.Answer.YES, point.note()))
        .toList();
  }
}
