package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.plan.web.GanttSvg;
import dev.fairlead.shared.WorkingCalendar;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class GanttSvgTests {
  private static WorkPlan plan(int tasks) {
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      if (i % 10 == 1) {
        edits.add(edit(Kind.ADD_TASK, -i, "name", "Phase <" + i + "> & \"more\""));
      } else if (i % 10 == 0) {
        edits.add(
            edit(
                Kind.ADD_TASK,
                -i,
                "name",
                "Milestone " + i,
                "milestone",
                "true",
                "parent",
                "-" + (i - 9)));
      } else {
        edits.add(
            edit(
                Kind.ADD_TASK,
                -i,
                "name",
                "A task with a rather long name, number " + i,
                "durationDays",
                "" + (i % 4 + 1),
                "parent",
                "-" + (i - i % 10 + 1)));
      }
      if (i % 10 > 2 || i % 10 == 0) {
        edits.add(edit(Kind.ADD_LINK, -i, "predecessor", "-" + (i - 1)));
      } else if (i % 10 == 2 && i > 10) {
        edits.add(edit(Kind.ADD_LINK, -i, "predecessor", "-" + (i - 2 - (i % 3 == 0 ? 3 : 0))));
      }
    }
    WorkPlan empty =
        new WorkPlan(
            "G",
            0,
            LocalDate.of(2027, 3, 1),
            LocalDate.of(2027, 6, 30),
            WorkingCalendar.standard(),
            List.of(),
            List.of());
    return PlanEdits.apply(empty, edits);
  }

  @Test
  void theChartIsWellFormedAndSaysTheSameByShapeAndColour() throws Exception {
    WorkPlan plan = plan(100);
    String svg =
        GanttSvg.draw(
            plan,
            new CriticalPathScheduler().schedule(plan, null),
            null,
            LocalDate.of(2027, 4, 1),
            "Plan <&>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg)
        .contains("url(#gantt-critical)", "stroke-dasharray=\"6 4\"")
        .doesNotContain("style=", "<script");
    Files.writeString(Path.of("target", "gantt.svg"), svg);
  }

  /** Every day around its end: the line is in the picture or not there at all. */
  @Test
  void todayIsDrawnWithinTheChartAlone() {
    WorkPlan plan = plan(12);
    int drawn = 0;
    for (LocalDate today = LocalDate.of(2027, 2, 20);
        today.isBefore(LocalDate.of(2027, 7, 20));
        today = today.plusDays(1)) {
      String svg =
          GanttSvg.draw(
              plan, new CriticalPathScheduler().schedule(plan, null), null, today, "Plan");
      double width = number(svg, "width=\"");
      int line = svg.indexOf("class=\"gantt-today\"");
      if (line >= 0) {
        assertThat(number(svg.substring(svg.lastIndexOf("<line", line)), "x1=\""))
            .as("on " + today)
            .isLessThan(width);
        drawn++;
      }
    }
    assertThat(drawn).isBetween(100, 140);
  }

  private static double number(String text, String before) {
    int from = text.indexOf(before) + before.length();
    return Double.parseDouble(text.substring(from, text.indexOf('"', from)));
  }

  @Test
  void aThousandTasksStayBelowAMegabyte() {
    WorkPlan plan = plan(1000);
    String svg =
        GanttSvg.draw(
            plan,
            new CriticalPathScheduler().schedule(plan, null),
            null,
            LocalDate.of(2027, 4, 1),
            "Plan");
    assertThat(svg.length()).isLessThan(1_000_000);
  }
}
