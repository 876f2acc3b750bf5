package dev.fairlead.report;

/** The file formats that a report is written in. */
public enum ReportFormat {
  PDF("application/pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  /** Tables only, one sheet per section, numbers and dates as such. */
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final String mediaType;

  ReportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** With the dot, such as ".pdf". */
  public String suffix() {
    return "." + name().toLowerCase(java.util.Locale.ROOT);
  }
}
