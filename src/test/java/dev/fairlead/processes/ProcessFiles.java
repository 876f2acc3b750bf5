package dev.fairlead.processes;

import dev.fairlead.engine.contract.PublishedVariables;
import dev.fairlead.engine.contract.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The files of the folder {@code processes}, as the tests walk them. */
final class ProcessFiles {
  static final Path FOLDER = Path.of("processes");

  private ProcessFiles() {}

  static List<Path> diagrams() {
    return list(FOLDER, ".bpmn");
  }

  static List<Path> decisions() {
    return list(FOLDER.resolve("decisions"), ".dmn");
  }

  static List<Path> forms() {
    return list(FOLDER.resolve("forms"), ".html");
  }

  static BpmnModelInstance read(Path diagram) {
    return Bpmn.readModelFromFile(diagram.toFile());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String id(Path file) {
    return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
  }

  /**
   * The tree itself; whether each step has its bean is told by a test that starts the application.
   */
  static Surroundings surroundings() {
    return new Surroundings(
        step -> step.endsWith("Delegate"),
        form -> Files.exists(FOLDER.resolve("forms").resolve(form)),
        process -> Files.exists(FOLDER.resolve(process + ".bpmn")),
        decision -> Files.exists(FOLDER.resolve("decisions").resolve(decision + ".dmn")),
        PublishedVariables.shipped());
  }

  private static List<Path> list(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
