package dev.fairlead.plan.exchange;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.mpxj.Duration;
import org.mpxj.MPXJException;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.ganttproject.GanttProjectReader;

/**
 * Reads GanttProject's files. The library (14.3) reads the dependencies of tasks at the top level
 * only; those of the tasks below are added here.
 */
final class GanttProjectFile {
  private GanttProjectFile() {}

  static ProjectFile read(byte[] content) throws MPXJException, XMLStreamException {
    ProjectFile file = new GanttProjectReader().read(new ByteArrayInputStream(content));
    XMLStreamReader xml =
        PlanImport.safeXml().createXMLStreamReader(new ByteArrayInputStream(content));
    Deque<String> open = new ArrayDeque<>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("task")) {
        open.push(xml.getAttributeValue(null, "id"));
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("task")) {
        open.pop();
      } else if (event == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("depend")
          && open.size() > 1) {
        link(file, open.peek(), xml);
      }
    }
    return file;
  }

  private static void link(ProjectFile file, String predecessor, XMLStreamReader depend) {
    Task from = task(file, predecessor);
    Task to = task(file, depend.getAttributeValue(null, "id"));
    if (from == null || to == null) {
      return;
    }
    RelationType type =
        switch ("" + depend.getAttributeValue(null, "type")) {
          case "1" -> RelationType.START_START;
          case "3" -> RelationType.FINISH_FINISH;
          case "4" -> RelationType.START_FINISH;
          default -> RelationType.FINISH_START;
        };
    to.addPredecessor(
        new Relation.Builder()
            .predecessorTask(from)
            .type(type)
            .lag(
                Duration.getInstance(
                    number(depend.getAttributeValue(null, "difference"), 0), TimeUnit.DAYS)));
  }

  private static Task task(ProjectFile file, String id) {
    // the library counts from one where the program counts from nought
    return file.getTaskByUniqueID(number(id, -2) + 1);
  }

  private static int number(String text, int otherwise) {
    return text != null && text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
