package dev.fairlead.communication;

import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
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

  String html(Mail mail, String link) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("mail", mail);
    context.setVariable("link", link);
    context.setVariable("url", url);
    context.setVariable("tables", parts.tables(mail));
    context.setVariable("open", texts.pattern("mail.layout.open"));
    context.setVariable("why", why(mail));
    return templates.process(TEMPLATE, context);
  }

  String text(Mail mail, String link) {
    List<String> blocks = new ArrayList<>(List.of(mail.body()));
    parts.tables(mail).forEach(table -> blocks.add(text(table)));
    if (link != null) {
      blocks.add(texts.pattern("mail.layout.open") + ": " + link);
    }
    if (why(mail) != null) {
      blocks.add("-- \n" + why(mail));
    }
    return String.join("\n\n", blocks);
  }

  private String why(Mail mail) {
    return mail.projectKey() == null
        ? null
        : texts.fill("mail.layout.why", Map.of("projectKey", mail.projectKey()), "");
  }

  private String text(NoticeTable table) {
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
    }
    return text.toString();
  }
}
