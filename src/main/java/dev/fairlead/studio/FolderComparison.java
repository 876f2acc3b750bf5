package dev.fairlead.studio;

import dev.fairlead.engine.contract.XmlGate;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.studio.FileState.Fate;
import dev.fairlead.studio.FileState.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.w3c.dom.Element;

/**
 * What runs here beside a folder of files: the one that Fairlead was shipped with, or one that
 * somebody uploads. A file and what is deployed are the same thing when their ids are.
 */
@Service
public class FolderComparison {
  private static final int MOST_FILES = 500;
  private static final int LARGEST = 1_000_000;
  private static final int LARGEST_TOGETHER = 20_000_000;

  private final Catalogue catalogue;

  FolderComparison(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** With the folder {@code processes} that came with this version of Fairlead. */
  public List<FileState> withShipped() {
    Map<String, String> files = new TreeMap<>();
    try {
      var found = new PathMatchingResourcePatternResolver();
      for (String pattern :
          List.of("processes/*.bpmn", "processes/decisions/*.dmn", "processes/forms/*.html")) {
        for (Resource file : found.getResources("classpath:" + pattern)) {
          files.put(file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with(files);
  }

  /**
   * With the diagrams, tables and forms of a zip file, in whatever folders they lie in it.
   *
   * @throws RefusedException where it is no zip file, holds too much, or nothing to compare
   */
  public List<FileState> withZip(byte[] zip) {
    Map<String, String> files = new TreeMap<>();
    int together = 0;
    int seen = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++seen > 10 * MOST_FILES) {
          throw RefusedException.ofField("file", "studio.folder.tooMuch");
        }
        String name = entry.getName().replaceFirst("(?s).*[/\\\\]", "");
        if (entry.isDirectory() || !name.matches("[\\w-]+\\.(bpmn|dmn|html)")) {
          continue;
        }
        byte[] bytes = in.readNBytes(LARGEST + 1);
        together += bytes.length;
        if (bytes.length > LARGEST || together > LARGEST_TOGETHER || files.size() >= MOST_FILES) {
          throw RefusedException.ofField("file", "studio.folder.tooMuch");
        }
        if (!name.endsWith(".html")) {
          XmlGate.refusal(name, bytes)
              .ifPresent(
                  sentence -> {
                    throw RefusedException.ofField("file", "studio.folder.refused", sentence);
                  });
        }
        files.put(name, new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException broken) {
      throw RefusedException.ofField("file", "studio.folder.noZip");
    }
    if (files.isEmpty()) {
      throw RefusedException.ofField("file", "studio.folder.noZip");
    }
    return with(files);
  }

  private List<FileState> with(Map<String, String> files) {
    List<FileState> states = new ArrayList<>();
    Set<String> met = new TreeSet<>();
    List<Deployed> here = catalogue.all();
    files.forEach(
        (name, text) -> {
          file(name, text, here, met, states);
        });
    for (Deployed deployed : here) {
      if (!met.contains(deployed.key())) {
        states.add(
            new FileState(
                Kind.valueOf(deployed.kind().name()),
                deployed.name(),
                deployed.key(),
                Fate.ONLY_HERE));
      }
    }
    states.sort(
        Comparator.comparing(FileState::fate)
            .thenComparing(FileState::kind)
            .thenComparing(FileState::name));
    return states;
  }

  private void file(
      String name, String text, List<Deployed> here, Set<String> met, List<FileState> states) {
    Deployed.Kind kind = Deployed.Kind.of(name);
    Element root =
        kind == Deployed.Kind.FORM
            ? null
            : Drawing.read(text)
                .all(kind == Deployed.Kind.PROCESS ? "process" : "decision")
                .stream()
                .findFirst()
                .orElse(null);
    String key = root == null ? name : root.getAttribute("id");
    Kind sort = Kind.valueOf(kind.name());
    Deployed same =
        here.stream().filter(d -> d.key().equals(key) && d.kind() == kind).findFirst().orElse(null);
    if (same == null) {
      String title = root == null ? "" : root.getAttribute("name");
      states.add(new FileState(sort, title.isBlank() ? key : title, null, Fate.ONLY_THERE));
      return;
    }
    met.add(key);
    String running = catalogue.xml(same.kind(), same.latest());
    List<Difference> differences =
        running.equals(text) ? List.of() : Comparison.between(kind, running, text);
    boolean alike = differences.isEmpty();
    states.add(
        new FileState(
            sort,
            same.name(),
            key,
            alike ? Fate.SAME : Fate.CHANGED,
            differences,
            alike || kind == Deployed.Kind.DECISION ? null : text));
  }
}
