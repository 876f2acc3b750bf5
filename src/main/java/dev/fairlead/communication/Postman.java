package dev.fairlead.communication;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.DecideByMail.Key;
import dev.fairlead.project.MailFiles;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.shared.Claims;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.QuickCommit;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * Carries the outbox to the mail server, each mail once. A node claims a mail before it sends it,
 * so that no other node sends it as well, even where the database crashes meanwhile; it remembers
 * what the server took until the database has it on record. That a mail is with the server is
 * recorded right after its last byte and before the server's answer (decision 0046): a node that is
 * killed while it waits for the answer leaves a mail that is not sent again by itself. Should one
 * leave twice nevertheless, its Message-ID is made from its key, so that it is recognised as one.
 */
@Component
class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  private static final int LONGEST_PROBLEM = 500;

  /**
   * Longer than any node waits for an answer; servers may take ten minutes for it (RFC 5321,
   * 4.5.3.2.6).
   */
  private static final Duration NO_ANSWER = Duration.ofMinutes(15);

  /**
   * What the server said to a mail that it has.
   *
   * @param handedAt when the mail was handed over, which tells this try from another one
   * @param refusal why it did not take the mail, or null where it did
   */
  private record Answer(Mail mail, LocalDateTime handedAt, Refusal refusal) {}

  /**
   * Why a mail did not leave.
   *
   * @param keys what it would have opened without a login and is known not to have left, to be
   *     taken back
   */
  private record Refusal(Trouble trouble, String problem, Keys keys) {}

  /** What a mail opens without a login: paths that are made as it leaves and kept nowhere. */
  private record Keys(String shared, Collection<Key> decisions) {
    static final Keys NONE = new Keys(null, List.of());
  }

  private record Letter(MimeMessage message, Keys keys) {}

  /** By the id of the mail: what the server said, and is not yet on record. */
  private final Map<Long, Answer> answers = new ConcurrentHashMap<>();

  /** By the id of the mail: how often its answer could not be recorded. */
  private final Map<Long, Integer> unrecorded = new HashMap<>();

  /** A node that finds its database back lets one round pass, in which others record theirs. */
  private boolean databaseFailed;

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ObjectProvider<JavaMailSenderImpl> sender;
  private final TransactionTemplate transactions;
  private final MailBody body;
  private final MailParts parts;
  private final TroubledAddresses addresses;
  private final ObjectProvider<MailFiles> files;
  private final BounceSettings bounces;
  private final SharedAddresses outside;
  private final ObjectProvider<DecideByMail> decisions;
  private final FairleadClock clock;
  private final OwnAccord ownAccord;
  private final QuickCommit quickCommit;
  private final String from;
  private final long largestFile;
  private final Claims claims;

  Postman(
      JdbcClient jdbc,
      Outbox outbox,
      ObjectProvider<JavaMailSenderImpl> sender,
      TransactionTemplate transactions,
      MailBody body,
      MailParts parts,
      TroubledAddresses addresses,
      ObjectProvider<MailFiles> files,
      BounceSettings bounces,
      SharedAddresses outside,
      ObjectProvider<DecideByMail> decisions,
      FairleadClock clock,
      OwnAccord ownAccord,
      QuickCommit quickCommit,
      @Value("${fairlead.mail.from}") String from,
      @Value("${fairlead.mail.largest-file}") DataSize largestFile,
      @Value("${fairlead.mail.claim}") Duration claim) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.sender = sender;
    this.transactions = transactions;
    this.body = body;
    this.parts = parts;
    this.addresses = addresses;
    this.files = files;
    this.bounces = bounces;
    this.outside = outside;
    this.decisions = decisions;
    this.clock = clock;
    this.ownAccord = ownAccord;
    this.quickCommit = quickCommit;
    this.from = from;
    this.largestFile = largestFile.toBytes();
    this.claims = new Claims(jdbc, clock, "outbox_mail", claim);
  }

  @Scheduled(
      fixedDelayString = "${fairlead.mail.interval:PT5S}",
      initialDelayString = "${fairlead.mail.interval:PT5S}")
  synchronized void carry() {
    if (!outbox.isSending()) {
      return;
    }
    boolean first = databaseFailed;
    databaseFailed = true;
    recordAnswers(answers.values());
    if (!first && ownAccord.isGiven()) {
      leaveUnanswered();
      sendSome();
    }
    databaseFailed = false;
  }

  private void sendSome() {
    try (MailLine line = new MailLine(sender.getObject())) {
      for (int i = 0; i < 50; i++) {
        Long next = transactions.execute(status -> claims.next());
        if (next == null) {
          return;
        }
        boolean another = sendOne(next, line);
        Answer said = answers.get(next);
        recordAnswers(said == null ? List.of() : List.of(said));
        if (!another) {
          return;
        }
      }
    }
  }

  /** What nodes that ended left behind, for people to decide. */
  private void leaveUnanswered() {
    int left =
        jdbc.sql(
                "update outbox_mail set status = 'UNANSWERED', trouble = 'UNANSWERED' where status = 'HANDED' and"
                    + " next_attempt_at <= ?")
            .param(clock.now())
            .update();
    if (left > 0) {
      LOG.warn("{} mails were with the mail server when their node ended: see Mails", left);
    }
  }

  /**
   * Sends it in a transaction that ends with its last byte, under a lock of its row until then, for
   * a server may need longer than the claim.
   *
   * @return whether the next one may be tried
   */
  private boolean sendOne(long id, MailLine line) {
    Handing handing = new Handing(transactions);
    boolean next;
    try {
      next = sendOne(id, line, handing);
    } catch (RuntimeException | Error e) {
      handing.giveUp();
      throw e;
    }
    handing.end();
    return next;
  }

  private boolean sendOne(long id, MailLine line, Handing handing) {
    if (jdbc.sql("select id from outbox_mail where id = ? and status = 'WAITING' for update")
        .param(id)
        .query(Long.class)
        .optional()
        .isEmpty()) {
      return true;
    }
    Mail mail = outbox.find(id).orElseThrow();
    quickCommit.ask();
    Object unsent = handing.transaction.createSavepoint();
    LocalDateTime at = clock.now().truncatedTo(ChronoUnit.MICROS);
    Keys keys = Keys.NONE;
    Refusal refusal = null;
    try {
      recordHanded(mail, at);
      Letter letter = letter(mail);
      keys = letter.keys();
      line.send(letter.message(), handing::over);
    } catch (MessagingException | RuntimeException e) {
      // whatever it is, it must not hold up the mails behind it for ever
      Trouble trouble = Trouble.of(e);
      // a server that only did not answer may have the mail
      refusal = new Refusal(trouble, reason(e), trouble.isOfContent() ? keys : Keys.NONE);
      if (!handing.isOver()) {
        handing.transaction.rollbackToSavepoint(unsent);
        keep(mail, refusal, "status = 'WAITING'", Map.of());
        return !trouble.isOfServer();
      }
    }
    answers.put(id, new Answer(mail, at, refusal));
    return refusal == null || !refusal.trouble().isOfServer();
  }

  /** The transaction in which a mail is handed over to the server. */
  private static final class Handing {
    private final PlatformTransactionManager manager;
    private final TransactionStatus transaction;
    private RuntimeException uncommitted;

    Handing(TransactionTemplate transactions) {
      manager = Objects.requireNonNull(transactions.getTransactionManager());
      transaction = manager.getTransaction(transactions);
    }

    /** Ends it, in the moment between the mail's last byte and the answer, which is read anyway. */
    void over() {
      try {
        manager.commit(transaction);
      } catch (RuntimeException databaseGone) {
        uncommitted = databaseGone;
      }
    }

    boolean isOver() {
      return transaction.isCompleted();
    }

    void giveUp() {
      if (!transaction.isCompleted()) {
        manager.rollback(transaction);
      }
    }

    /** Says what went wrong with the database once it is known whether the server took the mail. */
    void end() {
      if (!transaction.isCompleted()) {
        manager.commit(transaction);
      }
      if (uncommitted != null) {
        throw uncommitted;
      }
    }
  }

  /**
   * Records so that it lasts what the server said, also while the database was away. The first time
   * that it cannot be recorded ends the round, since the database may have crashed; from then on
   * only its own mail waits for it.
   */
  private void recordAnswers(Collection<Answer> some) {
    RuntimeException first = null;
    for (Answer one : List.copyOf(some)) {
      long id = one.mail().id();
      try {
        transactions.executeWithoutResult(status -> record(one));
        answers.remove(id);
        unrecorded.remove(id);
      } catch (RuntimeException failed) {
        int times = unrecorded.merge(id, 1, Integer::sum);
        if (times == 1) {
          first = first == null ? failed : first;
        } else if (times == 2) {
          LOG.error(
              "What the mail server said to mail {} cannot be recorded; it is tried again each round and holds up no other mail",
              id,
              failed);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** It waits for no try any more; {@code next_attempt_at} says until when for an answer. */
  private void recordHanded(Mail mail, LocalDateTime at) {
    jdbc.sql(
            "update outbox_mail set status = 'HANDED', sent_at = ?, next_attempt_at = ?, attempts = ?, problem = null,"
                + " trouble = null, message_id = ? where id = ?")
        .params(at, at.plus(NO_ANSWER), mail.attempts() + 1, messageId(mail), mail.id())
        .update();
  }

  /** Unless somebody has decided about it meanwhile, because this node was silent for so long. */
  private void record(Answer answer) {
    Mail mail = answer.mail();
    String thisTry = "status in ('HANDED', 'UNANSWERED') and sent_at = :at";
    if (answer.refusal() != null) {
      keep(mail, answer.refusal(), thisTry, Map.of("at", answer.handedAt()));
      takeBack(answer.refusal().keys());
      return;
    }
    // a database that crashed may have lost that it was handed over
    jdbc.sql(
            "update outbox_mail set status = 'SENT', sent_at = :at, attempts = :attempts, problem = null, trouble = null,"
                + " message_id = :message where id = :id and ("
                + thisTry
                + " or status = 'WAITING' and attempts = :before and tries_before = :triesBefore)")
        .param("at", answer.handedAt())
        .param("attempts", mail.attempts() + 1)
        .param("message", messageId(mail))
        .param("id", mail.id())
        .param("before", mail.attempts())
        .param("triesBefore", mail.triesBefore())
        .update();
  }

  /** Nobody has them: the server refused the mail that they stood in. */
  private void takeBack(Keys keys) {
    if (keys.shared() != null) {
      outside.takeBack(keys.shared());
    }
    keys.decisions().forEach(key -> decisions.forEach(room -> room.takeBack(key)));
  }

  /**
   * Notes why a mail did not leave, for its next try or for people.
   *
   * @param where what the mail must still be
   */
  private void keep(Mail mail, Refusal refusal, String where, Map<String, Object> values) {
    Trouble trouble = refusal.trouble();
    String problem = refusal.problem();
    LOG.warn("Mail {} to {} did not leave: {}", mail.id(), mail.recipient(), problem);
    int tries = mail.attempts() - mail.triesBefore();
    boolean last = trouble.isPermanent() || Claims.isLast(tries);
    jdbc.sql(
            "update outbox_mail set status = :status, attempts = :attempts, next_attempt_at = :next, problem = :problem,"
                + " trouble = :trouble, sent_at = null where id = :id and "
                + where)
        .params(values)
        .param("status", (last ? MailState.FAILED : MailState.WAITING).name())
        .param("attempts", mail.attempts() + 1)
        .param("next", clock.now().plus(Claims.pause(tries)))
        .param("problem", problem, Types.VARCHAR)
        .param("trouble", trouble.name())
        .param("id", mail.id())
        .update();
    if (trouble.isOfAddress()) {
      addresses.note(mail, trouble, problem);
    }
  }

  /** What was said first and what was said at the bottom of it, in one line. */
  private static String reason(Exception trouble) {
    Throwable first = trouble;
    if (first instanceof MessagingException mail
        && mail.getNextException() instanceof MessagingException answer) {
      // "Invalid Addresses" alone says nothing; what the server answered is in the next one
      first = answer;
    }
    Throwable deepest = NestedExceptionUtils.getMostSpecificCause(first);
    String said = String.valueOf(first.getMessage()).lines().findFirst().orElse("");
    String line =
        (deepest == first ? said : said + " " + deepest.getMessage())
            .replaceAll("[\\s\\p{Cntrl}]+", " ")
            .strip();
    return line.length() > LONGEST_PROBLEM ? line.substring(0, LONGEST_PROBLEM) : line;
  }

  private Letter letter(Mail mail) throws MessagingException {
    SMTPMessage message = new WithOwnId(sender.getObject().getSession(), mail);
    MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    helper.setTo(recipient(mail));
    helper.setSubject(mail.subject());
    String shared = outside.make(mail.link());
    String path = shared == null ? mail.link() : shared;
    String link = path == null ? null : body.address(path);
    Map<String, Key> decide = decide(mail);
    helper.setText(body.text(mail, link, decide), body.html(mail, link, decide));
    List<Dated> dates = parts.dates(mail);
    if (!dates.isEmpty()) {
      String organizer = new InternetAddress(from).getAddress();
      byte[] calendar = CalendarFile.forMail(dates, organizer, body::address, clock);
      helper.addAttachment(
          "fairlead.ics",
          new ByteArrayDataSource(calendar, "text/calendar; charset=UTF-8; method=PUBLISH"));
    }
    Optional<MailFiles.File> file = file(mail);
    if (file.isPresent()) {
      helper.addAttachment(
          file.get().name(), new ByteArrayDataSource(file.get().content(), file.get().mediaType()));
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    bounces.senderOf(mail).ifPresent(message::setEnvelopeFrom);
    message.setSentDate(new Date());
    return new Letter(message, new Keys(shared, decide.values()));
  }

  /**
   * With which the reader decides without a login, by the paths of the tasks that the mail names.
   * They are made now and kept nowhere.
   */
  private Map<String, Key> decide(Mail mail) {
    Map<String, Key> keys = new HashMap<>();
    if (!mail.isToOutside()) {
      Stream.concat(
              Stream.of(Objects.requireNonNullElse(mail.link(), "")),
              parts.tables(mail).stream()
                  .flatMap(table -> table.rows().stream())
                  .flatMap(List::stream)
                  .map(NoticeTable.Cell::link)
                  .filter(Objects::nonNull))
          .filter(path -> path.startsWith(Digests.TASK))
          .distinct()
          .forEach(
              path ->
                  decisions.stream()
                      .flatMap(
                          room ->
                              room
                                  .key(
                                      path.substring(Digests.TASK.length()),
                                      mail.recipient(),
                                      mail.address())
                                  .stream())
                      .forEach(key -> keys.put(path, key)));
    }
    return keys;
  }

  /** One address and nothing else. */
  private static InternetAddress recipient(Mail mail) throws NoRecipientException {
    try {
      InternetAddress to = new InternetAddress(mail.address(), true);
      to.validate();
      if (to.isGroup()) {
        throw new AddressException("A group is no address", mail.address());
      }
      return to;
    } catch (AddressException e) {
      throw new NoRecipientException(e);
    }
  }

  /** Unlike other addresses that cannot be, such as our own, this one is the recipient's. */
  static final class NoRecipientException extends MessagingException {
    NoRecipientException(AddressException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** A file that is too large for mailboxes stays behind the link. */
  private Optional<MailFiles.File> file(Mail mail) {
    if (mail.fileReference() == null) {
      return outbox
          .attachment(mail)
          .filter(file -> file.content().length <= largestFile)
          .map(file -> new MailFiles.File(file.name(), file.mediaType(), file.content()));
    }
    return files.stream()
        .map(room -> room.find(mail.fileReference()).orElse(null))
        .filter(Objects::nonNull)
        .filter(file -> file.content().length <= largestFile)
        .findFirst();
  }

  private static String messageId(Mail mail) {
    String seed = mail.noticeKey() + "/" + mail.recipient();
    return "<" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)) + "@fairlead>";
  }

  private static final class WithOwnId extends SMTPMessage {
    private final String id;

    WithOwnId(Session session, Mail mail) {
      super(session);
      this.id = messageId(mail);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
