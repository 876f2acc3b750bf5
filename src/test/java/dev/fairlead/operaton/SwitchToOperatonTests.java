package dev.fairlead.operaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever names the engine is known to the switch to Operaton, so that the way stays open. */
class SwitchToOperatonTests {
  private static final Path HERE = Path.of("").toAbsolutePath();

  /** Operaton reads diagrams as Camunda Modeler writes them; and the Modeler stays the tool. */
  private static final Pattern MAY_STAY =
      Pattern.compile(
          "http://camunda\\.org/schema/(modeler/)?1\\.0(/bpmn|/dmn)?"
              + "|camunda:[a-zA-Z]*|xmlns:camunda"
              // the Modeler's folder of element templates
              + "|\\.camunda/"
              // prose, in comments and in sentences that name the Modeler
              + "|\\bCamunda('s)?(?![\\w.])( 7)?"
              // variables and constants of ours that hold the namespace
              + "|\\bCAMUNDA(_DMN)?\\b|String camunda =|\\(camunda, \"|onlyFewKnowCamunda");

  private static final Pattern ENGINE = Pattern.compile("(?i).{0,30}(camunda|\\b7\\.24\\b).{0,30}");

  private static Map<String, String> converted() throws IOException {
    Map<String, String> converted = new TreeMap<>();
    for (Path source : SwitchToOperaton.sources(HERE)) {
      String path = SwitchToOperaton.path(source);
      boolean code = path.startsWith("src/") || path.startsWith("deploy/") || !path.contains("/");
      if (code && !path.endsWith(".md") && SwitchToOperaton.isText(source)) {
        converted.put(
            SwitchToOperaton.renamed(path),
            SwitchToOperaton.converted(path, Files.readString(HERE.resolve(source))));
      }
    }
    return converted;
  }

  @Test
  void nothingOfTheEngineIsLeftOver() throws IOException {
    Map<String, String> converted = converted();
    assertThat(converted).hasSizeGreaterThan(500);
    converted.forEach(
        (path, text) -> {
          assertThat(path).doesNotContain("camunda");
          Matcher left = ENGINE.matcher(MAY_STAY.matcher(text).replaceAll(""));
          assertThat(left.results().map(r -> r.group().strip())).as(path).isEmpty();
        });
  }

  /** A rule that finds nothing any more is a rule nobody would miss. */
  @Test
  void everyRuleHasWork() throws IOException {
    Set<SwitchToOperaton.Rule> idle = new HashSet<>(SwitchToOperaton.RULES);
    for (Path source : SwitchToOperaton.sources(HERE)) {
      if (SwitchToOperaton.isText(source)) {
        String path = SwitchToOperaton.path(source);
        String text = Files.readString(HERE.resolve(source));
        for (SwitchToOperaton.Rule rule : SwitchToOperaton.RULES) {
          String changed = rule.apply(path, text);
          if (!changed.equals(text)) {
            idle.remove(rule);
          }
          text = changed;
        }
      }
    }
    assertThat(idle).isEmpty();
  }

  @Test
  void whatTheEnginesShareStaysAsItIs() {
    String diagram =
        "<process xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" camunda:formKey=\"x\"/>";
    assertThat(SwitchToOperaton.converted("src/test/java/X.java", diagram)).isEqualTo(diagram);
    assertThat(SwitchToOperaton.converted("src/main/java/X.java", "\"processes/.camunda/starts\""))
        .isEqualTo("\"processes/.camunda/starts\"");
    assertThat(SwitchToOperaton.converted("processes/planProject.bpmn", "org.camunda.bpm"))
        .isEqualTo("org.camunda.bpm");
  }

  /** Git keeps a folder in a clone, but a file in a further work tree, which names the clone. */
  @Test
  void noCopyBelongsToTheRepositoryOfItsSources(@TempDir Path checkout) throws IOException {
    Files.writeString(checkout.resolve(".git"), "gitdir: elsewhere");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    assertThat(SwitchToOperaton.sources(checkout)).containsExactly(Path.of("pom.xml"));
  }

  @Test
  void aFolderWithSomethingElseIsLeftAlone(@TempDir Path folder) throws IOException {
    assertThat(SwitchToOperaton.refused(HERE, folder)).isNull();
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    assertThat(SwitchToOperaton.refused(HERE, folder)).contains("holds something else");
    Files.writeString(folder.resolve("pom.xml"), "<operaton.version>");
    assertThat(SwitchToOperaton.refused(HERE, folder)).isNull();
    assertThat(SwitchToOperaton.refused(HERE, HERE)).contains("holds something else");
    assertThat(SwitchToOperaton.refused(folder, HERE)).contains("top folder");
  }
}
