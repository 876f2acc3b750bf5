package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page, a frame or a part of them, used as people use it: fields by their labels, buttons and
 * links by what stands on them.
 */
final class Sheet {
  private final Locator root;

  Sheet(Locator root) {
    this.root = root;
  }

  /** The innermost part under this heading. */
  Sheet part(String heading) {
    Locator title =
        root.page()
            .locator("h1, h2, h3, h4, legend, summary, strong")
            .filter(new Locator.FilterOptions().setHasText(whole(heading)));
    return new Sheet(
        root.locator("section, form, details, fieldset, .card, .fl-row")
            .filter(new Locator.FilterOptions().setHas(title))
            .last());
  }

  /** The row of a table or list in which all these texts stand. */
  Sheet row(String... texts) {
    Locator rows = root.locator("tbody tr, li");
    for (String text : texts) {
      rows = rows.filter(new Locator.FilterOptions().setHasText(text));
    }
    return new Sheet(rows.first());
  }

  /** The n-th of the parts that repeat, such as the rows of goals, counted from 1. */
  Sheet nth(String parts, int number) {
    return new Sheet(root.locator(parts).nth(number - 1));
  }

  Sheet fills(String label, String value) {
    field(label).fill(value);
    return this;
  }

  /** Chooses the option that is, or begins with, this text. */
  Sheet chooses(String label, String option) {
    Locator select = field(label);
    select.waitFor();
    List<String> options = select.locator("option").allTextContents();
    String chosen =
        options.stream()
            .map(String::strip)
            .filter(text -> text.equals(option))
            .findFirst()
            .or(
                () ->
                    options.stream()
                        .map(String::strip)
                        .filter(text -> text.startsWith(option))
                        .findFirst())
            .orElseThrow(
                () -> new AssertionError(label + " offers no " + option + ", but " + options));
    select.selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(chosen));
    return this;
  }

  Sheet ticks(String label) {
    field(label).check();
    return this;
  }

  Sheet takesFile(String label, Path file) {
    field(label).setInputFiles(file);
    return this;
  }

  void presses(String button) {
    Pictures.onTheWay(root.page());
    button(button).click();
  }

  void follows(String link) {
    Pictures.onTheWay(root.page());
    link(link).click();
  }

  Locator link(String name) {
    return root.getByRole(
        AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return root.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  Sheet sees(String... texts) {
    for (String text : texts) {
      assertThat(root).containsText(text);
    }
    return this;
  }

  Sheet doesNotSee(String text) {
    assertThat(root).not().containsText(text);
    return this;
  }

  Locator root() {
    return root;
  }

  private Locator field(String label) {
    return root.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private static Pattern whole(String text) {
    // the browser's own dialect knows no \\Q
    return Pattern.compile("^\\s*" + text.replaceAll("[^\\w\\s]", "\\\\$0") + "\\s*$");
  }
}
