package dev.fairlead.report;

import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintImage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.util.StyledTextListWriter;
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
  public void endPage() {}

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
    if (row != null && !headRow) {
      return structure.createTag(row, "TD");
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
    begin(row, "TH", actual).setScope("Column");
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
    begin(row, "TD", actual);
  }

  private void openTable() {
    table = structure.createTag(document, "Table");
    row = null;
    bodyBegun = false;
  }

  private void openRow(boolean heads) {
    row = structure.createTag(table, "TR");
    headRow = heads;
  }

  private PdfStructureEntry outside() {
    endTable();
    return document;
  }

  private void endTable() {
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
