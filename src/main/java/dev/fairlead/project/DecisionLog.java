package dev.fairlead.project;

import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Every decision of the installation in one chain: each entry carries the fingerprint of the one
 * before, so that nobody can change, remove, insert or reorder entries afterwards without its
 * showing. There is no way to delete one, nor to change one, but for personal data that are taken
 * from it under an entry of its own.
 */
@Service
public class DecisionLog {
  private static final int AT_ONCE = 1000;
  private static final String COLUMNS =
      "number, project_key, kind, decision, subject, subject_name, version, fingerprint,"
          + " decided_by, on_behalf_of, decided_at, comment, previous_hash, hash";
  private static final String SELECT =
      "select "
          + COLUMNS
          + ", (select max(r.sealed) from decision_redaction r where r.number ="
          + " decision_log.number) as sealed from decision_log where ";
  private static final int NAMED_NUMBERS = 3900;

  private static final RowMapper<RecordedDecision> RECORDED =
      new DataClassRowMapper<>(RecordedDecision.class);

  private final JdbcClient jdbc;
  private final FairleadClock clock;

  DecisionLog(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The newest entry: whoever keeps it elsewhere can tell later whether the end was cut off. */
  public record Head(long number, String hash) {}

  /**
   * What is looked for; null and blank mean everything.
   *
   * @param project key, or null for the whole chain
   * @param person login name of the one who decided, or for whom
   * @param subject id of what was decided on
   */
  public record Wanted(
      String project, String kind, String person, LocalDate from, LocalDate until, String subject) {
    public Wanted(String project, String kind, String person, LocalDate from, LocalDate until) {
      this(project, kind, person, from, until, null);
    }
  }

  /**
   * What a recomputation of the chain found.
   *
   * @param entries how many the project has, or the whole chain
   * @param from when the first of them was decided, or null where there is none
   * @param head the newest entry of the whole chain
   * @param brokenAt number of the first entry that does not fit, or null
   * @param problem in words, or null
   */
  public record Verdict(
      long entries,
      LocalDateTime from,
      LocalDateTime until,
      Head head,
      Long brokenAt,
      String problem) {
    public boolean isIntact() {
      return brokenAt == null;
    }
  }

  /**
   * Keeps a decision in the transaction that takes it. It is written right before the commit, so
   * that the chain is locked for no longer than that and never while something else is waited for.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keep(Decided decision) {
    Pending pending = pending();
    Decided made =
        pending.fromMail
            ? decision.saying(
                Sentences.say("project.decisions.fromMail")
                    + (isGiven(decision.comment()) ? " " + decision.comment() : ""))
            : decision;
    pending.decisions.add(
        new Dated(inWhoseName(made), clock.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  /**
   * Says of whatever else is decided in this transaction that it was decided from the mail: nobody
   * has logged in for it.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void fromMail() {
    pending().fromMail = true;
  }

  private Pending pending() {
    Pending pending =
        TransactionSynchronizationManager.getSynchronizations().stream()
            .filter(Pending.class::isInstance)
            .map(Pending.class::cast)
            .findFirst()
            .orElse(null);
    if (pending == null) {
      pending = new Pending();
      TransactionSynchronizationManager.registerSynchronization(pending);
    }
    return pending;
  }

  /** A deputy of the coordinator acts in the coordinator's name, also on pages. */
  private Decided inWhoseName(Decided decision) {
    if (!decision.kind().isCoordinators()
        || decision.onBehalfOf() != null
        || decision.by() == null
        || decision.projectKey() == null) {
      return decision;
    }
    return jdbc.sql("select coordinator from project where project_key = ?")
        .param(decision.projectKey())
        .query(String.class)
        .optional()
        .filter(coordinator -> !coordinator.equals(decision.by()))
        .map(decision::insteadOf)
        .orElse(decision);
  }

  private record Dated(Decided decision, LocalDateTime at) {}

  private final class Pending implements TransactionSynchronization {
    private final List<Dated> decisions = new ArrayList<>();
    private boolean fromMail;

    @Override
    public void beforeCommit(boolean readOnly) {
      append(decisions);
      decisions.clear();
    }
  }

  private void append(List<Dated> decisions) {
    if (decisions.isEmpty()) {
      return;
    }
    Head head =
        jdbc.sql("select number, hash from decision_head where id = 1 for update")
            .query(Head.class)
            .single();
    for (Dated dated : decisions) {
      Decided made = dated.decision();
      DecisionEntry open =
          new DecisionEntry(
              head.number() + 1,
              made.projectKey(),
              made.kind().name(),
              made.decision(),
              cut(made.subject(), 80),
              cut(made.subjectName(), 300),
              cut(made.version(), 2000),
              made.fingerprint(),
              made.by(),
              made.onBehalfOf(),
              dated.at(),
              cut(made.comment(), 4000),
              head.hash(),
              null,
              null);
      head = new Head(open.number(), open.hashAfter(head.hash()));
      jdbc.sql(
              "insert into decision_log ("
                  + COLUMNS
                  + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              open.number(),
              open.projectKey(),
              open.kind(),
              open.decision(),
              open.subject(),
              open.subjectName(),
              open.version(),
              open.fingerprint(),
              open.decidedBy(),
              open.onBehalfOf(),
              open.decidedAt(),
              open.comment(),
              open.previousHash(),
              head.hash())
          .update();
    }
    jdbc.sql("update decision_head set number = ?, hash = ? where id = 1")
        .params(head.number(), head.hash())
        .update();
  }

  private static String cut(String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** The newest entries before the given number (0 for the newest of all). */
  @Transactional(readOnly = true)
  public List<DecisionEntry> page(Wanted wanted, long before, int size) {
    StringBuilder where = new StringBuilder("number < :before");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("before", before <= 0 ? Long.MAX_VALUE : before);
    if (wanted.project() != null) {
      where.append(" and project_key = :project");
      values.put("project", wanted.project());
    }
    if (isGiven(wanted.kind())) {
      where.append(" and kind = :kind");
      values.put("kind", wanted.kind());
    }
    if (isGiven(wanted.subject())) {
      where.append(" and subject = :subject");
      values.put("subject", wanted.subject());
    }
    if (isGiven(wanted.person())) {
      where.append(" and (decided_by = :person or on_behalf_of = :person)");
      values.put("person", wanted.person());
    }
    if (wanted.from() != null) {
      where.append(" and decided_at >= :from");
      values.put("from", wanted.from().atStartOfDay());
    }
    if (wanted.until() != null) {
      where.append(" and decided_at < :until");
      values.put("until", wanted.until().plusDays(1).atStartOfDay());
    }
    return jdbc.sql(
            SELECT + where + " order by number desc limit " + Math.min(Math.max(size, 1), AT_ONCE))
        .params(values)
        .query((row, i) -> read(row))
        .list();
  }

  /** By hand: finding columns by the names of fields costs an exception for each cell on H2. */
  private static DecisionEntry read(ResultSet row) throws SQLException {
    return new DecisionEntry(
        row.getLong("number"),
        row.getString("project_key"),
        row.getString("kind"),
        row.getString("decision"),
        row.getString("subject"),
        row.getString("subject_name"),
        row.getString("version"),
        row.getString("fingerprint"),
        row.getString("decided_by"),
        row.getString("on_behalf_of"),
        row.getObject("decided_at", LocalDateTime.class),
        row.getString("comment"),
        row.getString("previous_hash"),
        row.getString("hash"),
        row.getString("sealed"));
  }

  private static boolean isGiven(String text) {
    return text != null && !text.isBlank();
  }

  @Transactional(readOnly = true)
  public Head head() {
    return jdbc.sql("select number, hash from decision_head where id = 1")
        .query(Head.class)
        .single();
  }

  /** The hash of one entry, or null where there is none with this number. */
  @Transactional(readOnly = true)
  public String hashOf(long number) {
    return number == 0
        ? DecisionEntry.NOTHING
        : jdbc.sql("select hash from decision_log where number = ?")
            .param(number)
            .query(String.class)
            .optional()
            .orElse(null);
  }

  /** Computes the whole chain anew. */
  @Transactional(readOnly = true)
  public Verdict verify(String projectKey) {
    Head head = head();
    Map<String, String> recorded = new HashMap<>();
    Set<String> alone = recorded(head.number(), recorded);
    Walk walk = new Walk(projectKey, head.number(), redactions(), recorded);
    each(head.number(), walk);
    if (walk.brokenAt == null && walk.number < head.number()) {
      walk.breaks(walk.number + 1, "project.decisions.missing", walk.number + 1);
    }
    if (walk.brokenAt == null && !walk.hash.equals(head.hash())) {
      walk.breaks(head.number(), "project.decisions.head", head.number());
    }
    Long beyond = beyondTheHead();
    if (walk.brokenAt == null && beyond != null) {
      walk.breaks(beyond, "project.decisions.beyond", beyond);
    }
    if (walk.brokenAt == null && !alone.isEmpty()) {
      String first = alone.iterator().next();
      walk.breaks(head.number(), "project.decisions.recordedAlone", first);
    }
    return new Verdict(walk.entries, walk.from, walk.until, head, walk.brokenAt, walk.problem);
  }

  /**
   * The fingerprints of the recorded decisions as they are kept now, by their ids.
   *
   * @return ids of those that have no entry, which only somebody else can have written
   */
  private Set<String> recorded(long upTo, Map<String, String> fingerprints) {
    Set<String> alone = new TreeSet<>();
    // one statement, since both are written together
    jdbc.sql(
            "select r.*, cast(null as varchar(40)) as superseded_by, l.number as entry from"
                + " recorded_decision r left join decision_log l on l.subject = r.id and l.kind ="
                + " 'RECORDED' where l.number is null or l.number <= ?")
        .param(upTo)
        .query(
            (row, i) -> {
              RecordedDecision kept = RECORDED.mapRow(row, i);
              fingerprints.put(kept.id(), kept.fingerprint());
              if (row.getObject("entry") == null) {
                alone.add(kept.id());
              }
              return kept.id();
            })
        .list();
    return alone;
  }

  /** An entry after the newest one, which only somebody else can have written; or null. */
  private Long beyondTheHead() {
    // one statement, so that entries that are written meanwhile are none of these
    return jdbc.sql(
            "select min(number) from decision_log"
                + " where number > (select number from decision_head where id = 1)")
        .query((row, i) -> row.getObject(1, Long.class))
        .list()
        .get(0);
  }

  /** Goes through the chain and remembers where it breaks first. */
  private static final class Walk implements Consumer<DecisionEntry> {
    private final String project;
    private final long newest;
    private final Map<Long, List<Redaction>> byErasure;
    private final Map<Long, Redaction> latest = new HashMap<>();
    private final Map<String, String> recorded;
    private long number;
    private String hash = DecisionEntry.NOTHING;
    private long entries;
    private LocalDateTime from;
    private LocalDateTime until;
    private Long brokenAt;
    private String problem;

    Walk(String project, long newest, List<Redaction> redactions, Map<String, String> recorded) {
      this.project = project;
      this.newest = newest;
      this.recorded = recorded;
      byErasure = redactions.stream().collect(Collectors.groupingBy(Redaction::erasure));
      redactions.forEach(
          one -> latest.merge(one.number(), one, (a, b) -> a.erasure() > b.erasure() ? a : b));
    }

    @Override
    public void accept(DecisionEntry entry) {
      if (project == null || project.equals(entry.projectKey())) {
        entries++;
        from = from == null ? entry.decidedAt() : from;
        until = entry.decidedAt();
      }
      if (brokenAt == null) {
        check(entry);
      }
      number = entry.number();
      hash = entry.hash();
    }

    private void check(DecisionEntry entry) {
      if (entry.number() != number + 1) {
        breaks(number + 1, "project.decisions.missing", number + 1);
      } else if (!entry.hashAfter(entry.previousHash()).equals(entry.hash())) {
        breaks(entry.number(), "project.decisions.changed", entry.number());
      } else if (entry.isRedacted()
          && !entry.contentDigest().equals(latest.get(entry.number()).content())) {
        breaks(entry.number(), "project.decisions.changed", entry.number());
      } else if (!isSealed(entry)) {
        breaks(entry.number(), "project.decisions.unsealed", entry.number());
      } else if (!entry.previousHash().equals(hash)) {
        breaks(entry.number(), "project.decisions.unlinked", entry.number());
      } else if (isRecordedOtherwise(entry)) {
        breaks(entry.number(), "project.decisions.recordedOtherwise", entry.subject());
      }
    }

    /**
     * Whether the decision that the entry seals is kept otherwise beside it. From one that lost
     * personal data both lost them, so its fingerprint says no more than its digest does.
     */
    private boolean isRecordedOtherwise(DecisionEntry entry) {
      return Decided.Kind.RECORDED.name().equals(entry.kind())
          && !entry.isRedacted()
          && !Objects.equals(recorded.get(entry.subject()), entry.fingerprint());
    }

    /** What an erasure took is sealed by its fingerprint; nothing else takes anything. */
    private boolean isSealed(DecisionEntry entry) {
      List<Redaction> own = byErasure.getOrDefault(entry.number(), List.of());
      Redaction last = latest.get(entry.number());
      boolean erases = isErasure(entry.kind(), entry.decision());
      return (last == null || last.erasure() > entry.number() && last.erasure() <= newest)
          && (erases ? fingerprint(own).equals(entry.fingerprint()) : own.isEmpty());
    }

    void breaks(long at, String code, Object named) {
      brokenAt = at;
      problem = Sentences.say(code, String.valueOf(named));
    }
  }

  /**
   * The chain line by line as JSON, so that an outsider can compute it anew: the entries of the
   * project in full, those of others by their digests alone. It begins with the first entry of the
   * project, not with those of years before it; the first line then says the hash it follows on.
   *
   * @param projectKey null for all entries in full
   * @param upTo number of the last entry
   */
  @Transactional(readOnly = true)
  public void proof(String projectKey, long upTo, Consumer<String> line) {
    long from = projectKey == null ? 1 : firstOf(projectKey, upTo);
    each(
        from,
        upTo,
        entry -> {
          boolean whole = projectKey == null || projectKey.equals(entry.projectKey());
          Map<String, Object> fields = entry.proof(whole);
          if (entry.number() == from && from > 1) {
            fields.put("previousHash", entry.previousHash());
          }
          line.accept(DecisionEntry.write(fields));
        });
  }

  /** The newest entry alone where the project has none: it shows where the chain stood. */
  private long firstOf(String projectKey, long upTo) {
    return jdbc.sql(
            "select coalesce(min(number), :upTo) from decision_log"
                + " where project_key = :key and number <= :upTo")
        .param("key", projectKey)
        .param("upTo", upTo)
        .query(Long.class)
        .single();
  }

  /**
   * What an entry lost.
   *
   * @param erasure number of the entry that says so and seals it
   * @param sealed its digest when it was decided
   * @param content its digest since
   */
  private record Redaction(long erasure, long number, String sealed, String content) {}

  private List<Redaction> redactions() {
    return jdbc.sql(
            "select erasure, number, sealed, content from decision_redaction order by erasure,"
                + " number")
        .query(Redaction.class)
        .list();
  }

  private static boolean isErasure(String kind, String decision) {
    return Decided.Kind.PERSON.name().equals(kind) && "ERASE".equals(decision);
  }

  private static String fingerprint(List<Redaction> redactions) {
    return Fingerprint.of(
        redactions.stream()
            .map(one -> one.number() + " " + one.sealed() + " " + one.content() + "\n")
            .collect(Collectors.joining()));
  }

  /**
   * Takes the data of a person from the entries, as they must be when the person has a right to it.
   * The chain stays as it was computed, and a new entry seals what each of them says since: another
   * change of theirs shows as before.
   *
   * @param pseudonym login name that stands for the person from now on; subject of the new entry
   * @param names turns login names
   * @param texts turns what people wrote
   * @param by who does it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void redact(
      String pseudonym,
      String shown,
      UnaryOperator<String> names,
      UnaryOperator<String> texts,
      String by) {
    Head head =
        jdbc.sql("select number, hash from decision_head where id = 1 for update")
            .query(Head.class)
            .single();
    List<DecisionEntry> changed = new ArrayList<>();
    List<Redaction> redactions = new ArrayList<>();
    each(
        head.number(),
        entry -> {
          DecisionEntry without =
              new DecisionEntry(
                  entry.number(),
                  entry.projectKey(),
                  entry.kind(),
                  entry.decision(),
                  cut(texts.apply(entry.subject()), 80),
                  cut(texts.apply(entry.subjectName()), 300),
                  entry.version(),
                  entry.fingerprint(),
                  names.apply(entry.decidedBy()),
                  names.apply(entry.onBehalfOf()),
                  entry.decidedAt(),
                  cut(texts.apply(entry.comment()), 4000),
                  entry.previousHash(),
                  entry.hash(),
                  entry.sealed());
          if (!without.equals(entry)) {
            changed.add(without);
            redactions.add(
                new Redaction(
                    head.number() + 1, entry.number(), entry.digest(), without.contentDigest()));
          }
        });
    String numbers =
        changed.stream().map(e -> String.valueOf(e.number())).collect(Collectors.joining(", "));
    Decided erased =
        Decided.on(null, Decided.Kind.PERSON, pseudonym, "ERASE", by)
            .named(shown)
            .ofVersion(null, fingerprint(redactions))
            .saying(
                Sentences.say(
                    "project.decisions.redacted", changed.size(), cut(numbers, NAMED_NUMBERS)));
    append(List.of(new Dated(erased, clock.now().truncatedTo(ChronoUnit.SECONDS))));
    for (Redaction one : redactions) {
      jdbc.sql(
              "insert into decision_redaction (erasure, number, sealed, content) values (?, ?, ?,"
                  + " ?)")
          .params(one.erasure(), one.number(), one.sealed(), one.content())
          .update();
    }
    for (DecisionEntry one : changed) {
      jdbc.sql(
              "update decision_log set subject = ?, subject_name = ?, decided_by = ?,"
                  + " on_behalf_of = ?, comment = ? where number = ?")
          .param(1, one.subject())
          .param(2, one.subjectName(), Types.VARCHAR)
          .param(3, one.decidedBy(), Types.VARCHAR)
          .param(4, one.onBehalfOf(), Types.VARCHAR)
          .param(5, one.comment(), Types.VARCHAR)
          .param(6, one.number())
          .update();
    }
  }

  /**
   * All entries up to this number in their order, also such as only somebody else can have
   * numbered.
   */
  private void each(long upTo, Consumer<DecisionEntry> reader) {
    each(Long.MIN_VALUE + 1, upTo, reader);
  }

  /** So many of the entries after this number, the oldest first. */
  @Transactional(readOnly = true)
  public List<DecisionEntry> after(long number, int size) {
    return after(number, Long.MAX_VALUE, Math.min(Math.max(size, 1), AT_ONCE));
  }

  private List<DecisionEntry> after(long number, long upTo, int size) {
    return jdbc.sql(SELECT + "number > ? and number <= ? order by number limit " + size)
        .params(number, upTo)
        .query((row, i) -> read(row))
        .list();
  }

  /** The entries with these numbers, by their numbers; those that are not there are left out. */
  @Transactional(readOnly = true)
  public Map<Long, DecisionEntry> withNumbers(Collection<Long> numbers) {
    return numbers.isEmpty()
        ? Map.of()
        : jdbc
            .sql(SELECT + "number in (:numbers)")
            .param("numbers", numbers)
            .query((row, i) -> read(row))
            .list()
            .stream()
            .collect(Collectors.toMap(DecisionEntry::number, entry -> entry));
  }

  private void each(long from, long upTo, Consumer<DecisionEntry> reader) {
    long after = from - 1;
    List<DecisionEntry> some;
    do {
      some = after(after, upTo, AT_ONCE);
      some.forEach(reader);
      after = some.isEmpty() ? after : some.get(some.size() - 1).number();
    } while (some.size() == AT_ONCE);
  }
}
