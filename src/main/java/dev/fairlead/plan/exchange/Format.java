package dev.fairlead.plan.exchange;

import dev.fairlead.shared.Spreadsheets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The kinds of file that are read, told apart by their first bytes. */
enum Format {
  MPP("Microsoft Project", "mpp", "mpt"),
  MSPDI("Microsoft Project XML", "xml"),
  MPX("Microsoft Project Exchange", "mpx"),
  XER("Primavera P6 XER", "xer"),
  PMXML("Primavera P6 XML", "xml", "pmxml"),
  GANTT_PROJECT("GanttProject", "gan", "xml"),
  PLANNER("Planner", "planner", "mrproject", "xml"),
  XLSX("Excel workbook", "xlsx", "xlsm"),
  CSV("CSV table", "csv", "txt", "tsv");

  final String label;
  private final List<String> extensions;

  Format(String label, String... extensions) {
    this.label = label;
    this.extensions = List.of(extensions);
  }

  /** Whether a name's extension agrees with the format; a name without one agrees with all. */
  boolean isNamed(String fileName) {
    String extension = extension(fileName);
    return extension.isEmpty() || extensions.contains(extension);
  }

  /** The format that the extension promises, or null. */
  static Format named(String fileName) {
    String extension = extension(fileName);
    for (Format format : values()) {
      if (format.extensions.contains(extension)) {
        return format;
      }
    }
    return null;
  }

  private static String extension(String fileName) {
    if (fileName == null || fileName.lastIndexOf('.') < 0) {
      return "";
    }
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The format of this content, or null where it is none of them. */
  static Format of(byte[] content) {
    if (starts(content, 0xD0, 0xCF, 0x11, 0xE0)) {
      return MPP;
    }
    if (starts(content, 'P', 'K', 3, 4)) {
      return XLSX;
    }
    String head = Spreadsheets.decode(content, Math.min(content.length, 4096)).stripLeading();
    if (head.startsWith("<")) {
      return ofXml(content);
    }
    if (head.startsWith("ERMHDR")) {
      return XER;
    }
    if (head.startsWith("MPX") && head.length() > 3 && !Character.isLetterOrDigit(head.charAt(3))) {
      return MPX;
    }
    return head.indexOf('\0') < 0 ? CSV : null;
  }

  private static Format ofXml(byte[] content) {
    try {
      XMLStreamReader xml =
          PlanImport.safeXml().createXMLStreamReader(new ByteArrayInputStream(content));
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamReader.DTD) {
          throw PlanImport.refused("doctype");
        }
        if (event == XMLStreamReader.START_ELEMENT) {
          return switch (xml.getLocalName()) {
            case "Project" -> MSPDI;
            case "APIBusinessObjects" -> PMXML;
            // two programs call their root the same; each has attributes of its own
            case "project" -> {
              if (xml.getAttributeValue(null, "mrproject-version") != null) {
                yield PLANNER;
              }
              if (xml.getAttributeValue(null, "gantt-divider-location") != null
                  || xml.getAttributeValue(null, "view-date") != null) {
                yield GANTT_PROJECT;
              }
              throw PlanImport.refused("unknownXml", "project");
            }
            default -> throw PlanImport.refused("unknownXml", xml.getLocalName());
          };
        }
      }
      return null;
    } catch (XMLStreamException broken) {
      boolean declares =
          new String(content, 0, Math.min(content.length, 4096), StandardCharsets.ISO_8859_1)
              .contains("<!DOCTYPE");
      throw declares ? PlanImport.refused("doctype") : PlanImport.refused("unreadable", "XML");
    }
  }

  private static boolean starts(byte[] content, int... bytes) {
    if (content.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((content[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
