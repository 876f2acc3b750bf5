package dev.fairlead.communication;

import dev.fairlead.project.NoticeTable;
import java.util.List;
import org.springframework.stereotype.Service;

/** The figures below the text of a mail, for the page that shows it. */
@Service
public class MailFigures {
  private final MailParts parts;

  MailFigures(MailParts parts) {
    this.parts = parts;
  }

  public List<NoticeTable> of(Mail mail) {
    return parts.tables(mail);
  }
}
