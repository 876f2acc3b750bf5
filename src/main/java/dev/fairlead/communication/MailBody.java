package dev.fairlead.communication;

import dev.fairlead.project.DecideByMail.Key;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** What a mail says, once as text and once as HTML; both are made from the same parts. */
@Component
class MailBody {
  static final String TEMPLATE = "communication/mail";

  private final ITemplateEngine templates;
  private final MailTexts texts;
  private final MailParts parts;
  private final String url;

  MailBody(
      ITemplateEngine templates,
      MailTexts texts,
      MailParts parts,
      @Value("${fairlead.url}") String url) {
    this.templates = templates;
    this.texts = texts;
    this.parts = parts;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** The address within our own that this path is. */
  String address(String path) {
    return url + path;
  }

  /**
   * @param decide by the path of a task the key with which the reader decides without a login
   */
  String html(Mail mail, String link, Map<String, Key> decide) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("mail", mail);
    context.setVariable("link", link);
    context.setVariable("url", url);
    context.setVariable("tables", parts.tables(mail));
    context.setVariable("open", texts.pattern("mail.layout.open"));
    context.setVariable("why", why(mail));
    Map<String, String> addresses = new HashMap<>();
    decide.forEach((path, key) -> addresses.put(path, address(key.path())));
    context.setVariable("decide", addresses);
    context.setVariable("decideWords", texts.pattern("mail.layout.decide"));
    context.setVariable("decideNote", decide.isEmpty() ? null : note(decide));
    return templates.process(TEMPLATE, context);
  }

  /** The same as text. */
  String text(Mail mail, String link, Map<String, Key> decide) {
    List<String> blocks = new ArrayList<>(List.of(mail.body()));
    parts.tables(mail).forEach(table -> blocks.add(text(table, decide)));
    if (link != null) {
      blocks.add(texts.pattern("mail.layout.open") + ": " + link);
    }
    if (mail.link() != null && decide.containsKey(mail.link())) {
      blocks.add(decideAt(decide.get(mail.link())));
    }
    if (!decide.isEmpty()) {
      blocks.add(note(decide));
    }
    if (why(mail) != null) {
      blocks.add("-- \n" + why(mail));
    }
    return String.join("\n\n", blocks);
  }

  private String decideAt(Key key) {
    return texts.pattern("mail.layout.decide") + ": " + address(key.path());
  }

  private String note(Map<String, Key> decide) {
    LocalDateTime until =
        decide.values().stream().map(Key::until).min(Comparator.naturalOrder()).orElseThrow();
    return texts.fill("mail.layout.decideNote", Map.of("until", Sentences.moment(until)), "");
  }

  private String why(Mail mail) {
    return mail.projectKey() == null
        ? null
        : texts.fill("mail.layout.why", Map.of("projectKey", mail.projectKey()), "");
  }

  private String text(NoticeTable table, Map<String, Key> decide) {
    StringBuilder text = new StringBuilder(table.title());
    for (List<Cell> row : table.rows()) {
      text.append("\n- ");
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        if (cell.text().isEmpty()) {
          continue;
        }
        // the first column names the row
        String heading = i == 0 || table.columns().isEmpty() ? "" : table.columns().get(i) + " ";
        cells.add(heading + cell.text() + (cell.link() == null ? "" : " " + url + cell.link()));
      }
      text.append(String.join(Sentences.say("communication.cells"), cells));
      row.stream()
          .map(Cell::link)
          .filter(path -> path != null && decide.containsKey(path))
          .forEach(path -> text.append("\n  ").append(decideAt(decide.get(path))));
    }
    return text.toString();
  }
}
