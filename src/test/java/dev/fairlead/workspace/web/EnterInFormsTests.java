package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Enter in a text field presses a form's first button, so no form may begin with one that adds or
 * takes away a row, nor with one that does not want what was typed.
 */
class EnterInFormsTests {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern FORM = Pattern.compile("<form\\b.*?</form>", Pattern.DOTALL);
  private static final Pattern ROWS =
      Pattern.compile("data-add-row|formaction=|project/new :: (goals|summary)|~\\{:: goal");

  @Test
  void aFormWithRowsOrTwoWaysSaysFirstWhatEnterDoes() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).toList();
    }
    int found = 0;
    for (Path page : pages) {
      Matcher form = FORM.matcher(Files.readString(page));
      while (form.find()) {
        String text = form.group();
        // the buttons of a task's form stand below all fields, the one that completes it first
        if (ROWS.matcher(text).find() && !text.contains("fl-taskform")) {
          found++;
          int first = text.contains("<button") ? text.indexOf("<button") : text.length();
          assertThat(text.substring(0, first)).as(page.toString()).contains("pages :: enter");
        }
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
  }
}
