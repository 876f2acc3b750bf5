package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packaged application says what it is made of, in CycloneDX. */
class DependencyListIT {
  private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+)\\.jar");

  @Test
  void everyLibraryInTheJarStandsInItsList() throws Exception {
    try (JarFile jar = new JarFile(Jar.packaged().toFile())) {
      JsonNode list =
          new ObjectMapper()
              .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
      List<String> listed =
          list.get("components").findValuesAsText("bom-ref").stream()
              .map(reference -> reference.replaceAll(".*/(.+)@([^?]+).*", "$1-$2"))
              .toList();
      List<String> libraries =
          jar.stream()
              .map(entry -> LIBRARY.matcher(entry.getName()))
              .filter(name -> name.matches())
              .map(name -> name.group(1))
              .filter(name -> !name.startsWith("spring-boot-jarmode"))
              .toList();
      assertThat(libraries).hasSizeGreaterThan(100);
      assertThat(libraries)
          .allSatisfy(
              library -> // two of one name carry their group before it
              assertThat(listed).as(library).anyMatch(library::contains));
      assertThat(listed).noneMatch(name -> name.startsWith("archunit"));
    }
  }
}
