package dev.fairlead.operaton;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a copy of this checkout that runs on Operaton instead of Camunda 7, by the rules below and
 * nothing else:
 *
 * <pre>java src/test/java/dev/fairlead/operaton/SwitchToOperaton.java [folder]</pre>
 *
 * The folder is target/operaton unless another is named. docs/operaton.md says how to go on.
 */
final class SwitchToOperaton {
  static final String VERSION = "1.0.3";

  private static final String CODE = "(pom\\.xml|(src|deploy)/.*|docker-compose\\.yml|Dockerfile)";

  /**
   * What takes the place of what.
   *
   * @param files the files it is for, as a pattern of their paths
   */
  record Rule(Pattern files, Pattern engine, String operaton) {
    Rule(String files, String engine, String operaton) {
      this(Pattern.compile(files), Pattern.compile(engine), operaton);
    }

    String apply(String path, String text) {
      return files.matcher(path).matches() ? engine.matcher(text).replaceAll(operaton) : text;
    }
  }

  /** In this order; each says what differs. */
  static final List<Rule> RULES =
      List.of(
          // the engine's expression language is the standard's own, not a copy of it
          new Rule(CODE, "org\\.camunda\\.bpm\\.impl\\.juel\\.jakarta\\.el", "jakarta.el"),
          // packages, Maven's groups, and folders in jars
          new Rule(CODE, "\\borg([./])camunda\\b", "org$1operaton"),
          new Rule(CODE, "\\binstance\\.camunda\\.", "instance.operaton."),
          // the builder of models
          new Rule(CODE, "(?<=\\.)camunda(?=[A-Z]\\w*\\()", "operaton"),
          // names of classes, methods and constants
          new Rule(CODE, "Camunda(?=[A-Z])", "Operaton"),
          new Rule(CODE, "CAMUNDA_BP(?=MN?_)", "OPERATON_BP"),
          // Maven's artifacts
          new Rule("pom\\.xml", "\\bcamunda-bpm-", "operaton-bpm-"),
          new Rule("pom\\.xml", "(?<=<camunda\\.version>)[^<]+", VERSION),
          new Rule("pom\\.xml", "\\bcamunda\\.version\\b", "operaton.version"),
          // Operaton's libraries would bring what they are tested with into our application
          new Rule(
              "pom\\.xml",
              "operaton-bpm-spring-boot-starter-\\w+</artifactId>\\s+"
                  + "<version>\\$\\{operaton\\.version}</version>",
              "$0\n      <exclusions>\n"
                  + "        <exclusion><groupId>org.junit.jupiter</groupId><artifactId>*</artifactId></exclusion>\n"
                  + "        <exclusion><groupId>org.assertj</groupId><artifactId>*</artifactId></exclusion>\n"
                  + "      </exclusions>"),
          // settings, as properties, in YAML and as environment variables
          new Rule(CODE, "\\bcamunda\\.bpm\\b", "operaton.bpm"),
          // addresses of the web applications, and the folder of their files
          new Rule(CODE, "(?<![.\\w-])camunda/(?=\\*|api|app|\")", "operaton/"),
          // where the web applications keep things in the browser
          new Rule(CODE, "\"camunda-web\"", "\"operaton-web\""),
          // what people read
          new Rule(".*/about\\.html", "<dt>Camunda</dt>", "<dt>Operaton</dt>"),
          new Rule(
              ".*/workspace\\.properties",
              "(?m)(?<=^workspace\\.about\\.engine=).*$",
              "Operaton, which continues Camunda 7 as open source, carries the processes. Fairlead"
                  + " closes the known holes of both by itself; the decisions of the project say"
                  + " how."));

  /** What no build needs, and this switch itself: the copy is switched already. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          ".git",
          ".idea",
          ".vscode",
          "data",
          "target",
          "src/main/frontend/node_modules",
          "src/test/java/dev/fairlead/operaton");

  private static final Pattern TEXTS =
      Pattern.compile(
          ".*\\.(java|ya?ml|xml|html|js|css|json|properties|factories|txt)|.*/?Dockerfile");

  private SwitchToOperaton() {}

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of("").toAbsolutePath();
    Path to = from.resolve(arguments.length > 0 ? arguments[0] : "target/operaton").normalize();
    String refused = refused(from, to);
    if (refused != null) {
      System.err.println(refused);
      System.exit(1);
    }
    int files = copy(from, to);
    System.out.println(files + " files for Operaton " + VERSION + " in " + to);
  }

  /** A folder is filled if it is new, empty, or holds an earlier copy, so that nothing is lost. */
  static String refused(Path from, Path to) throws IOException {
    if (!Files.isRegularFile(from.resolve("pom.xml"))
        || !Files.isDirectory(from.resolve("processes"))) {
      return "Run this in the top folder of Fairlead's sources.";
    }
    Path pom = to.resolve("pom.xml");
    boolean copied =
        Files.isRegularFile(pom) && Files.readString(pom).contains("<operaton.version>");
    if (to.equals(from) || from.startsWith(to) || Files.exists(to) && !copied && !isEmpty(to)) {
      return to + " holds something else. Name a folder that is new or empty.";
    }
    return null;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  static int copy(Path from, Path to) throws IOException {
    List<Path> sources = sources(from);
    clear(to);
    for (Path source : sources) {
      Path target = to.resolve(renamed(path(source)));
      Files.createDirectories(target.getParent());
      if (isText(source)) {
        Files.writeString(target, converted(path(source), Files.readString(from.resolve(source))));
      } else {
        copyFile(from.resolve(source), target);
      }
    }
    // the pages' scripts do not depend on the engine: -DskipFrontend takes those that are built
    Path frontend = from.resolve("target/frontend");
    if (Files.isDirectory(frontend)) {
      try (Stream<Path> built = Files.walk(frontend)) {
        for (Path file : built.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(path(from.relativize(file)));
          Files.createDirectories(target.getParent());
          copyFile(file, target);
        }
      }
    }
    return sources.size();
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
  }

  /** All files of the checkout that the copy gets, relative to it. */
  static List<Path> sources(Path from) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(path(from.relativize(folder)))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // in a work tree of its own, .git is a file
            if (!LEFT_OUT.contains(path(from.relativize(file)))) {
              sources.add(from.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  /** An earlier copy goes, but not what Maven made of it. */
  private static void clear(Path to) throws IOException {
    if (!Files.isDirectory(to)) {
      return;
    }
    Path built = to.resolve("target");
    Path modules = to.resolve("src/main/frontend/node_modules");
    try (Stream<Path> old = Files.walk(to)) {
      for (Path file :
          old.filter(Files::isRegularFile)
              .filter(f -> !f.startsWith(built) && !f.startsWith(modules))
              .toList()) {
        Files.delete(file);
      }
    }
  }

  static boolean isText(Path source) {
    return !path(source).startsWith("src/main/frontend/") && TEXTS.matcher(path(source)).matches();
  }

  static String converted(String path, String text) {
    String converted = text;
    for (Rule rule : RULES) {
      converted = rule.apply(path, converted);
    }
    return converted;
  }

  /** The web applications look for their own files under their engine's name. */
  static String renamed(String path) {
    return path.replace("/webjars/camunda/", "/webjars/operaton/");
  }

  /** With slashes on every system. */
  static String path(Path path) {
    return path.toString().replace('\\', '/');
  }
}
