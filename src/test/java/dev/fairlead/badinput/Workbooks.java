package dev.fairlead.badinput;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** What stands in the cells of a workbook. */
public final class Workbooks {
  private Workbooks() {}

  public static List<String> texts(byte[] workbook) throws Exception {
    return cells(workbook).stream()
        .filter(cell -> cell.getType() == CellType.STRING)
        .map(Cell::asString)
        .toList();
  }

  static List<String> formulas(byte[] workbook) throws Exception {
    return cells(workbook).stream()
        .filter(cell -> cell.getFormula() != null)
        .map(Cell::getFormula)
        .toList();
  }

  private static List<Cell> cells(byte[] content) throws Exception {
    List<Cell> cells = new ArrayList<>();
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content))) {
      for (Sheet sheet : workbook.getSheets().toList()) {
        for (Row row : sheet.read()) {
          row.stream().filter(java.util.Objects::nonNull).forEach(cells::add);
        }
      }
    }
    return cells;
  }
}
