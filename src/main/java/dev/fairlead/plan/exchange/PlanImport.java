package dev.fairlead.plan.exchange;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Spreadsheets;
import dev.fairlead.shared.WorkingCalendar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.mpxj.MPXJException;
import org.mpxj.ProjectFile;
import org.mpxj.mpp.MPPReader;
import org.mpxj.mpx.MPXReader;
import org.mpxj.mspdi.MSPDIReader;
import org.mpxj.planner.PlannerReader;
import org.mpxj.primavera.PrimaveraPMFileReader;
import org.mpxj.primavera.PrimaveraXERFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads plans of Microsoft Project (MPP, XML, MPX), Primavera P6 (XER, XML), GanttProject, Planner
 * and spreadsheets (CSV, XLSX), each by its own reader. What a file is is decided by its content,
 * not by its name; size, number of tasks and time are bounded, because the file may come from
 * anybody. Every refusal is one sentence about the field {@code file}.
 */
@Component
public class PlanImport implements DisposableBean {
  static final int MOST_BYTES = 20 * 1024 * 1024;
  static final int MOST_TASKS = 50_000;
  private static final int DEEPEST_XML = 100;
  private static final Spreadsheets TABLES =
      new Spreadsheets(PlanImport::refusedTable, MOST_TASKS, 80);
  private static final int SECONDS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(PlanImport.class);

  private static final AtomicInteger THREADS = new AtomicInteger();

  /**
   * A reader that hangs on a damaged file cannot be stopped from outside. Two work at once; one
   * that ran out of time makes room for the next, until there are eight that hang.
   */
  private final Semaphore working = new Semaphore(2);

  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          8,
          task -> {
            Thread thread = new Thread(task, "plan-import-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });

  /**
   * Reads a plan from a stream; takes no more of it than a file may be long.
   *
   * @param calendar for files without a calendar of their own (spreadsheets)
   */
  public ImportedPlan read(String fileName, InputStream content, WorkingCalendar calendar) {
    try {
      return read(fileName, content.readNBytes(MOST_BYTES + 1), calendar);
    } catch (IOException broken) {
      throw refused("unreadable", kindByName(fileName));
    }
  }

  /**
   * Reads a plan.
   *
   * @param fileName as the person named it, only a hint
   * @param calendar for files without a calendar of their own (spreadsheets)
   * @throws RefusedException of the field {@code file} where the file is no plan, broken, empty or
   *     too large
   */
  public ImportedPlan read(String fileName, byte[] content, WorkingCalendar calendar) {
    String name = fileName == null ? "" : fileName;
    if (content.length == 0) {
      throw refused("empty");
    }
    if (content.length > MOST_BYTES) {
      throw refused("tooLarge", MOST_BYTES / 1024 / 1024);
    }
    try {
      if (!working.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
        throw refused("busy");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused("busy");
    }
    try {
      return readInTime(name, content, calendar);
    } finally {
      working.release();
    }
  }

  private ImportedPlan readInTime(String name, byte[] content, WorkingCalendar calendar) {
    Future<ImportedPlan> reading = readers.submit(() -> readNow(name, content, calendar));
    try {
      return reading.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException tooSlow) {
      reading.cancel(true);
      throw refused("tooSlow", SECONDS);
    } catch (InterruptedException interrupted) {
      reading.cancel(true);
      Thread.currentThread().interrupt();
      throw refused("tooSlow", SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RefusedException refusal) {
        throw refusal;
      }
      if (failed.getCause() instanceof VirtualMachineError error
          && !(error instanceof StackOverflowError)) {
        throw error;
      }
      throw refused("unreadable", kindByName(name));
    }
  }

  @Override
  public void destroy() {
    readers.shutdownNow();
  }

  private ImportedPlan readNow(String name, byte[] content, WorkingCalendar calendar)
      throws Exception {
    Format format = Format.of(content);
    if (format == null) {
      throw refused("unknown");
    }
    Losses losses = new Losses();
    if (!format.isNamed(name)) {
      losses.add("fileName", 1, format.label);
    }
    try {
      if (format == Format.CSV && !format.isNamed(name) && !PlanTable.hasHeader(content)) {
        throw refused("unknown");
      }
      return switch (format) {
        case CSV -> {
          if (Spreadsheets.isWindows(content)) {
            losses.add("charset", 1);
          }
          yield PlanTable.read(TABLES.readCsv(content), format.label, calendar, losses);
        }
        case XLSX -> PlanTable.read(TABLES.readXlsx(content), format.label, calendar, losses);
        default -> {
          ProjectFile file = readProject(format, content, losses);
          if (file == null) {
            throw refused("unreadable", format.label);
          }
          yield new ProjectFileTranslator(file, format, losses).plan();
        }
      };
    } catch (RefusedException refusal) {
      throw refusal;
    } catch (MPXJException | IOException | RuntimeException | StackOverflowError broken) {
      if (("" + broken.getMessage()).toLowerCase(Locale.ROOT).contains("password")) {
        throw refused("password");
      }
      LOG.info("A file that looks like {} could not be read: {}", format.label, broken.toString());
      throw refused("unreadable", format.label);
    }
  }

  private static ProjectFile readProject(Format format, byte[] content, Losses losses)
      throws Exception {
    InputStream stream = new ByteArrayInputStream(content);
    switch (format) {
      case MPP:
        return new MPPReader().read(stream);
      case MSPDI:
        checkXml(content, format, "Task");
        tellIdsUsedTwice(content, losses);
        return new MSPDIReader().read(stream);
      case PMXML:
        checkXml(content, format, "Activity");
        return new PrimaveraPMFileReader().read(stream);
      case MPX:
        return new MPXReader().read(stream);
      case GANTT_PROJECT:
        checkXml(content, format, "task");
        return GanttProjectFile.read(content);
      case PLANNER:
        checkXml(content, format, "task");
        return new PlannerReader().read(stream);
      default:
        if (!endsWith(content, "%E")) {
          throw refused("truncated", format.label);
        }
        PrimaveraXERFileReader reader = new PrimaveraXERFileReader();
        if (Spreadsheets.isUtf8(content)) {
          reader.setCharset(StandardCharsets.UTF_8);
        } else {
          losses.add("charset", 1);
        }
        losses.add("projects", reader.listProjects(new ByteArrayInputStream(content)).size() - 1);
        return reader.read(stream);
    }
  }

  /**
   * Refuses what no plan contains: document types, entities, absurd depth, and files that end too
   * early.
   */
  private static void checkXml(byte[] content, Format format, String taskElement) {
    int depth = 0;
    int tasks = 0;
    try {
      XMLStreamReader xml = safeXml().createXMLStreamReader(new ByteArrayInputStream(content));
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw refused("doctype");
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > DEEPEST_XML) {
              throw refused("unreadable", format.label);
            }
            if (xml.getLocalName().equals(taskElement) && ++tasks > MOST_TASKS) {
              throw tooManyTasks();
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (XMLStreamException broken) {
      if (contains(content, "<!DOCTYPE")) {
        throw refused("doctype");
      }
      if (("" + broken.getMessage()).contains("Invalid byte")) {
        throw refused("encoding");
      }
      throw refused(depth > 0 ? "truncated" : "unreadable", format.label);
    }
  }

  /** The library gives such tasks new ids without a word. */
  private static void tellIdsUsedTwice(byte[] content, Losses losses) throws XMLStreamException {
    XMLStreamReader xml = safeXml().createXMLStreamReader(new ByteArrayInputStream(content));
    Deque<String> path = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (xml.getLocalName().equals("UID") && "Task".equals(path.peek())) {
            String id = xml.getElementText().strip();
            if (!seen.add(id)) {
              losses.at("numbersTwice", null, "UID " + id, id, null);
            }
          } else {
            path.push(xml.getLocalName());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> path.pop();
        default -> {}
      }
    }
  }

  static XMLInputFactory safeXml() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static boolean endsWith(byte[] content, String end) {
    int from = Math.max(0, content.length - 64);
    return new String(content, from, content.length - from, StandardCharsets.ISO_8859_1)
        .strip()
        .endsWith(end);
  }

  private static boolean contains(byte[] content, String text) {
    return new String(content, 0, Math.min(content.length, 64 * 1024), StandardCharsets.ISO_8859_1)
        .contains(text);
  }

  private static String kindByName(String name) {
    Format format = Format.named(name);
    return format == null ? "plan" : format.label;
  }

  private static RefusedException refusedTable(String code, Object... arguments) {
    return switch (code) {
      case "tooManyRows" -> tooManyTasks();
      case "truncated" -> refused("truncated", Format.XLSX.label);
      default -> refused(code, arguments);
    };
  }

  static RefusedException tooManyTasks() {
    return refused("tooManyTasks", MOST_TASKS);
  }

  static RefusedException refused(String code, Object... arguments) {
    return RefusedException.ofField("file", "plan.exchange." + code, arguments);
  }
}
