package dev.fairlead.plan.exchange;

import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.shared.Spreadsheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.mpxj.ProjectFile;
import org.mpxj.mspdi.MSPDIWriter;
import org.mpxj.primavera.PrimaveraPMFileWriter;
import org.mpxj.writer.ProjectWriter;
import org.springframework.stereotype.Component;

/**
 * Writes plans as Microsoft Project XML, Primavera P6 XML, CSV and XLSX, and calendars. What is
 * written can be read again by {@link PlanImport} and gives the same plan, apart from what {@link
 * #losses} says and from owners, who come back as labels.
 */
@Component
public class PlanExport {
  /** The kinds of file that a plan goes out as. */
  public enum Target {
    XML,
    PMXML,
    XLSX,
    CSV,
    ICS
  }

  /** What this plan holds and that kind of file does not. */
  public List<Loss> losses(WorkPlan plan, Target target) {
    return ExportLosses.of(plan, target);
  }

  /**
   * Milestones and the tasks of one person for calendar programs.
   *
   * @param address of Fairlead, without a slash at the end
   */
  public byte[] ics(
      WorkPlan plan, Schedule schedule, String title, String person, String address, Clock clock) {
    return PlanCalendarFile.write(plan, schedule, title, person, address, clock);
  }

  /**
   * The plan as Microsoft Project XML; a task's number is its unique id there, which lasts while it
   * is edited.
   */
  public byte[] mspdi(WorkPlan plan, Schedule schedule, String title) {
    MSPDIWriter writer = new MSPDIWriter();
    writer.setWriteTimephasedData(false);
    return written(writer, ProjectFileBuilder.microsoft(plan, schedule, title));
  }

  /** The plan as Primavera P6 XML. */
  public byte[] pmxml(WorkPlan plan, Schedule schedule, String title) {
    return written(
        new PrimaveraPMFileWriter(), ProjectFileBuilder.primavera(plan, schedule, title));
  }

  private static byte[] written(ProjectWriter writer, ProjectFile file) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writer.write(file, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The plan as CSV in UTF-8 with a byte order mark, which spreadsheet programs need. */
  public byte[] csv(WorkPlan plan, Schedule schedule) {
    return csv(List.of(PlanTable.Column.values()), PlanTable.rows(plan, schedule));
  }

  /** The plan as an Excel workbook with one sheet. */
  public byte[] xlsx(WorkPlan plan, Schedule schedule) {
    return xlsx(List.of(PlanTable.Column.values()), PlanTable.rows(plan, schedule));
  }

  /** A CSV file to fill in and import: the header and three example rows. */
  public byte[] csvTemplate() {
    return csv(PlanTable.TEMPLATE_COLUMNS, PlanTable.examples());
  }

  /** An Excel workbook to fill in and import: the header and three example rows. */
  public byte[] xlsxTemplate() {
    return xlsx(PlanTable.TEMPLATE_COLUMNS, PlanTable.examples());
  }

  private static byte[] csv(List<PlanTable.Column> columns, List<List<String>> rows) {
    return Spreadsheets.writeCsv(PlanTable.titles(columns), rows);
  }

  private static byte[] xlsx(List<PlanTable.Column> columns, List<List<String>> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Fairlead", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Plan");
      for (int c = 0; c < columns.size(); c++) {
        sheet.value(0, c, columns.get(c).title);
        sheet.style(0, c).bold().set();
        sheet.width(c, columns.get(c) == PlanTable.Column.NAME ? 40 : 16);
      }
      sheet.freezePane(0, 1);
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < columns.size(); c++) {
          write(sheet, r + 1, c, columns.get(c), rows.get(r).get(c));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(
      Worksheet sheet, int row, int place, PlanTable.Column column, String text) {
    if (text.isEmpty()) {
      return;
    }
    switch (column) {
      case ID, LEVEL, DURATION, EFFORT, COST, PERCENT, REMAINING ->
          sheet.value(row, place, new BigDecimal(text));
      case START,
          DEADLINE,
          CONSTRAINT_DATE,
          ACTUAL_START,
          ACTUAL_FINISH,
          PLANNED_START,
          PLANNED_FINISH -> {
        if (text.length() == 10) {
          sheet.value(row, place, LocalDate.parse(text));
          sheet.style(row, place).format("yyyy-mm-dd").set();
        } else {
          // a time within a day stays text: as a number it would come back a fraction of a second
          // off
          sheet.value(row, place, text);
        }
      }
      // a text cell is never run as a formula in a workbook, so it needs no apostrophe
      default -> sheet.value(row, place, text);
    }
  }
}
