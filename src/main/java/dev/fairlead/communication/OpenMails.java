package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.OpenPoints;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Mails about a project that did not arrive, until somebody sends them again or gives them up. */
@Component
@Transactional(readOnly = true)
class OpenMails implements OpenPoints {
  private static final int MOST = 50;

  private final JdbcClient jdbc;
  private final Users users;

  OpenMails(JdbcClient jdbc, Users users) {
    this.jdbc = jdbc;
    this.users = users;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    return jdbc
        .sql(
            "select "
                + Outbox.COLUMNS
                + " from outbox_mail where project_key = :key and status in (:dead) order by id limit "
                + MOST)
        .param("key", projectKey)
        .param("dead", MailState.dead().stream().map(Enum::name).toList())
        .query(Mail.class)
        .list()
        .stream()
        .map(this::point)
        .toList();
  }

  private OpenPoint point(Mail mail) {
    String reader = mail.isToOutside() ? mail.address() : users.nameOf(mail.recipient());
    return new OpenPoint(
        "mail",
        Sentences.say(
            mail.state() == MailState.UNANSWERED
                ? "communication.openMailUnsure"
                : "communication.openMail",
            mail.subject(),
            reader),
        "/outbox/" + mail.id());
  }
}
