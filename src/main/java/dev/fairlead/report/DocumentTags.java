package dev.fairlead.report;

import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfNumber;
import java.util.ArrayList;
import java.util.List;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintImage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.util.StyledTextListWriter;
import net.sf.jasperreports.pdf.classic.ClassicStructureEntry;
import net.sf.jasperreports.pdf.common.PdfProducer;
import net.sf.jasperreports.pdf.common.PdfStructure;
import net.sf.jasperreports.pdf.common.PdfStructureEntry;
import net.sf.jasperreports.pdf.common.PdfTagger;

/**
 * Writes what is a heading, a paragraph, a cell or a picture into a PDF, for readers of the screen
 * and for archives. What an element is, its style's name says; what only furnishes the page (lines,
 * running heads, discs beside their word) is marked as such.
 */
final class DocumentTags implements PdfTagger {
  private PdfProducer producer;
  private PdfStructure structure;
  private PdfStructureEntry document;
  private PdfStructureEntry table;
  private PdfStructureEntry row;
  private String language;
  private boolean headRow;
  private boolean bodyBegun;
  private boolean repeatsHeads;
  private int right;
  private int mostCells;
  private int evened;
  private final List<Row> rows = new ArrayList<>();

  /** A row of the table that is being written, with its last cell. */
  private static final class Row {
    private PdfStructureEntry last;
    private int lastColumns = 1;
    private int cells;
    private boolean head;
  }

  /** What a text is in its document. */
  private enum Role {
    TITLE,
    HEADING,
    PARAGRAPH,
    HEAD_CELL,
    CELL,
    FURNITURE;

    static Role of(JRPrintText text) {
      String style = text.getStyle() == null ? "" : text.getStyle().getName();
      if (style.startsWith("Running") || style.startsWith("Foot")) {
        return FURNITURE;
      }
      if (style.equals("CoverTitle")) {
        return TITLE;
      }
      if (style.equals("Section")) {
        return HEADING;
      }
      if (style.startsWith("Head") && !style.equals("HealthWord") || style.equals("GanttHead")) {
        return HEAD_CELL;
      }
      return style.startsWith("Cell")
              || style.startsWith("Total")
              || style.startsWith("Tail")
              || style.equals("GanttCell")
              || style.equals("Task")
              || style.equals("GroupLine")
          ? CELL
          : PARAGRAPH;
    }
  }

  @Override
  public void setLanguage(String language) {
    this.language = language;
  }

  @Override
  public void setPdfProducer(PdfProducer producer) {
    this.producer = producer;
  }

  @Override
  public void init() {
    structure = producer.getPdfStructure();
    document = structure.createDocumentTag(language);
  }

  @Override
  public void startPage() {
    repeatsHeads = table != null && bodyBegun;
  }

  @Override
  public void endPage() {
    evenOut();
  }

  @Override
  public void startElement(JRPrintElement element) {}

  @Override
  public void endElement(JRPrintElement element) {}

  @Override
  public void beginArtifact() {
    structure.beginArtifact();
  }

  @Override
  public void endArtifact() {
    structure.endArtifact();
  }

  @Override
  public void startImage(JRPrintImage image, float x, float y, float width, float height) {
    String said = image.getRenderer() instanceof PictureInWords picture ? picture.inWords() : null;
    if (said == null) {
      structure.beginArtifact();
      return;
    }
    PdfStructureEntry figure = structure.beginTag(parentOfPicture(), "Figure");
    figure.putString("Alt", said);
    figure.setBBox(x, y, x + width, y + height);
  }

  /** A bar of the Gantt chart is a cell of its task's row; any other picture stands for itself. */
  private PdfStructureEntry parentOfPicture() {
    if (row != null) {
      PdfStructureEntry cell = structure.createTag(row, headRow ? "TH" : "TD");
      if (headRow) {
        cell.setScope("Column");
      }
      count(cell);
      return cell;
    }
    endTable();
    return document;
  }

  @Override
  public void endImage() {
    structure.endTag();
  }

  @Override
  public void startText(JRPrintText text) {
    start(text, null);
  }

  @Override
  public void startText(JRPrintText text, String actual) {
    start(text, actual);
  }

  private void start(JRPrintText text, String actual) {
    switch (Role.of(text)) {
      case FURNITURE -> structure.beginArtifact();
      case TITLE -> begin(outside(), "H1", actual);
      case HEADING -> begin(outside(), "H2", actual);
      case PARAGRAPH -> begin(outside(), "P", actual);
      case HEAD_CELL -> headCell(text, actual);
      case CELL -> cell(text, actual);
    }
  }

  private void headCell(JRPrintText text, String actual) {
    if (repeatsHeads) {
      structure.beginArtifact();
      return;
    }
    if (table == null || bodyBegun) {
      openTable();
    }
    if (row == null || text.getX() < right) {
      openRow(true);
    }
    right = text.getX() + text.getWidth();
    PdfStructureEntry cell = begin(row, "TH", actual);
    cell.setScope("Column");
    count(cell);
  }

  private void cell(JRPrintText text, String actual) {
    if (table == null) {
      openTable();
    }
    repeatsHeads = false;
    if (row == null || headRow || text.getX() < right - 1) {
      openRow(false);
    }
    bodyBegun = true;
    right = text.getX() + text.getWidth();
    count(begin(row, "TD", actual));
  }

  private void openTable() {
    evenOut();
    forgetRows();
    table = structure.createTag(document, "Table");
    row = null;
    bodyBegun = false;
  }

  private void openRow(boolean heads) {
    row = structure.createTag(table, "TR");
    headRow = heads;
    Row begun = new Row();
    begun.head = heads;
    rows.add(begun);
  }

  private void count(PdfStructureEntry cell) {
    Row current = rows.get(rows.size() - 1);
    current.last = cell;
    current.lastColumns = 1;
    current.cells++;
  }

  /** A row with fewer cells than others, such as a remark below a risk, ends in a wide one. */
  private void evenOut() {
    int most = mostCells;
    for (Row row : rows.subList(evened, rows.size())) {
      most = Math.max(most, row.cells);
    }
    // the last row may go on after the page, all before it are done unless the table grew wider
    int first = most > mostCells ? 0 : evened;
    mostCells = most;
    evened = Math.max(0, rows.size() - 1);
    for (Row row : rows.subList(first, rows.size())) {
      int columns = 1 + most - row.cells;
      if (row.cells > 0 && row.lastColumns != columns) {
        row.lastColumns = columns;
        widen(row, columns);
      }
    }
  }

  private void forgetRows() {
    rows.clear();
    mostCells = 0;
    evened = 0;
  }

  /** The library would forget that a cell is a head when it is told how wide it is. */
  private static void widen(Row row, int columns) {
    if (row.head && row.last instanceof ClassicStructureEntry cell) {
      PdfDictionary attributes = new PdfDictionary();
      attributes.put(PdfName.O, PdfName.TABLE);
      attributes.put(new PdfName("Scope"), new PdfName("Column"));
      attributes.put(new PdfName("ColSpan"), new PdfNumber(columns));
      cell.getElement().put(PdfName.A, attributes);
    } else {
      row.last.setSpan(columns, 1);
    }
  }

  private PdfStructureEntry outside() {
    endTable();
    return document;
  }

  private void endTable() {
    evenOut();
    forgetRows();
    table = null;
    row = null;
    bodyBegun = false;
    repeatsHeads = false;
  }

  private PdfStructureEntry begin(PdfStructureEntry parent, String role, String actual) {
    return actual == null
        ? structure.beginTag(parent, role)
        : structure.beginTag(parent, role, actual);
  }

  @Override
  public void endText() {
    structure.endTag();
  }

  @Override
  public boolean isFirstLinkParagraph() {
    return false;
  }

  @Override
  public PdfStructureEntry getCurrentLinkTag() {
    return null;
  }

  @Override
  public StyledTextListWriter getListWriter() {
    return null;
  }
}
