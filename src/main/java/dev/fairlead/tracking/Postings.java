package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Time and expenses on their way from the person who posts to the sum: the team submits, the
 * coordinator approves or returns. What was approved is never edited; a correction is a
 * counter-posting and a new posting that names the first.
 */
@Service
@Transactional
public class Postings {
  private static final String SELECT =
      "select p.*, (select c.id from posting c where c.corrects = p.id) as corrected_by,"
          + " (select r.id from posting r where r.replaces = p.id) as replaced_by from posting p ";

  /** So many are decided at once. */
  public static final int MOST_AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final PostingRules rules;
  private final ClosedLines closedLines;
  private final ClosedPeriods closedPeriods;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  Postings(
      JdbcClient jdbc,
      PostingRules rules,
      ClosedLines closedLines,
      ClosedPeriods closedPeriods,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.closedLines = closedLines;
    this.closedPeriods = closedPeriods;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  // ---- posting

  /**
   * Posts time or an expense. What team members post of their own waits for approval; what the
   * coordinator posts counts at once.
   *
   * @return the posting's id
   */
  public long post(String projectKey, NewPosting wanted, String by) {
    Project project = rules.mustTakePostingsAlone(projectKey, by);
    PostingRules.Checked posting = rules.of(project, by).check(wanted);
    long id = insert(projectKey, posting, null, null, null, by);
    history.note(
        projectKey,
        by,
        Sentences.say(
            posting.approved() ? "tracking.history.posting" : "tracking.history.submitted",
            Amounts.plain(posting.amount()),
            posting.text()));
    return id;
  }

  // ---- approval

  /**
   * Lets submitted postings count, all of them or none.
   *
   * @return how many
   */
  public int approve(String projectKey, Collection<Long> ids, String by) {
    List<Posting> postings = toDecide(projectKey, ids, by);
    Map<Integer, ClosedLines.ClosedLine> closed = closedLines.of(projectKey);
    for (Posting posting : postings) {
      if (posting.budgetLine() != null && closed.containsKey(posting.budgetLine())) {
        throw RefusedException.because("tracking.approveClosedLine", posting.text());
      }
      if (closedPeriods.isClosed(projectKey, posting.postingDay())) {
        throw RefusedException.because("tracking.approveClosedPeriod", posting.text());
      }
      decide(posting, Posting.State.APPROVED, null, by);
      history.note(
          projectKey,
          by,
          Sentences.say(
              "tracking.history.approved",
              posting.text(),
              Amounts.plain(posting.amount()),
              users.nameOf(posting.postedBy())));
      history.decided(decided(posting, "APPROVE", by));
    }
    return postings.size();
  }

  private static Decided decided(Posting posting, String decision, String by) {
    return Decided.on(
            posting.projectKey(), Decided.Kind.POSTING, "posting " + posting.id(), decision, by)
        .named(posting.text())
        .ofVersion(
            posting.postingDay() + ", " + Amounts.plain(posting.amount()),
            Fingerprint.of(
                String.join(
                    "|",
                    "" + posting.postingDay(),
                    "" + posting.kind(),
                    posting.amount().toPlainString(),
                    "" + posting.person(),
                    posting.text(),
                    posting.postedBy())));
  }

  /** Gives submitted postings back to their authors, who are told why. */
  public int sendBack(String projectKey, Collection<Long> ids, String reason, String by) {
    List<Posting> postings = toDecide(projectKey, ids, by);
    String why = Texts.needed("reason", "the reason", reason, 400);
    for (Posting posting : postings) {
      decide(posting, Posting.State.RETURNED, why, by);
      history.note(
          projectKey,
          by,
          Sentences.say(
              "tracking.history.returned",
              posting.text(),
              Amounts.plain(posting.amount()),
              users.nameOf(posting.postedBy()),
              why));
      history.decided(decided(posting, "RETURN", by).saying(why));
      events.publishEvent(
          new Notice(
              "posting-" + posting.id() + "-returned",
              projectKey,
              List.of(posting.postedBy()),
              "posting.returned",
              Map.of(
                  "projectKey", projectKey,
                  "posting", posting.text(),
                  "day", Sentences.day(posting.postingDay()),
                  "amount", Amounts.plain(posting.amount()),
                  "person", users.nameOf(by),
                  "reason", why),
              "/projects/" + projectKey + "/costs"));
    }
    return postings.size();
  }

  /**
   * What waits in a project for one person.
   *
   * @param returnedBy name of who returned it to them; null where they decide on it
   * @param reason why it was returned, or null
   */
  public record Waiting(
      String projectKey,
      String projectName,
      int postings,
      BigDecimal amount,
      String returnedBy,
      String reason,
      LocalDateTime since) {
    public boolean isReturned() {
      return returnedBy != null;
    }
  }

  /**
   * What this person, also as the deputy of others, decides on today, by project, and what came
   * back to them to be corrected or withdrawn, by what was returned at once; what has waited
   * longest first.
   */
  @Transactional(readOnly = true)
  public List<Waiting> waitingFor(String by) {
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    // who stands in decides on nothing of their own
    return jdbc.sql(
            "select p.project_key, r.name as project_name, count(*) as postings, sum(p.amount) as amount,"
                + " d.display_name as returned_by, p.reason, min(coalesce(p.decided_at, p.posted_at)) as since"
                + " from posting p join project r on r.project_key = p.project_key"
                + " left join app_user d on d.username = p.decided_by"
                + " where p.state = 'SUBMITTED' and r.coordinator in (:people) and (r.coordinator = :by"
                + " or p.posted_by <> :by and coalesce(p.person, '') <> :by)"
                + " or p.state = 'RETURNED' and p.posted_by in (:people) and r.phase <> 'CLOSED'"
                + " and not exists (select 1 from posting n where n.replaces = p.id)"
                + " group by p.project_key, r.name, d.display_name, p.reason"
                + " order by min(coalesce(p.decided_at, p.posted_at)), p.project_key")
        .param("people", people)
        .param("by", by)
        .query(Waiting.class)
        .list();
  }

  private List<Posting> toDecide(String projectKey, Collection<Long> ids, String by) {
    Project project = rights.mustCoordinateAlone(projectKey, by);
    ProjectRights.mustBeOpen(project);
    if (ids == null || ids.isEmpty() || ids.stream().anyMatch(Objects::isNull)) {
      throw RefusedException.because("tracking.chooseWaiting");
    }
    if (ids.size() > MOST_AT_ONCE) {
      throw RefusedException.because("tracking.tooManyAtOnce", MOST_AT_ONCE);
    }
    List<Posting> postings = new TreeSet<>(ids).stream().map(id -> get(projectKey, id)).toList();
    for (Posting posting : postings) {
      boolean own = by.equals(posting.person()) || by.equals(posting.postedBy());
      if (own && !by.equals(project.coordinator())) {
        throw RefusedException.forbidden(
            "tracking.approveOwn", posting.text(), users.nameOf(project.coordinator()));
      }
    }
    return postings;
  }

  private void decide(Posting posting, Posting.State state, String reason, String by) {
    int decided =
        jdbc.sql(
                "update posting set state = ?, decided_by = ?, decided_at = ?, reason = ?"
                    + " where id = ? and state = 'SUBMITTED'")
            .params(state.name(), by, clock.now(), reason, posting.id())
            .update();
    if (decided == 0) {
      throw ConflictException.because("tracking.notWaiting", posting.text());
    }
  }

  /** Takes back what one submitted oneself, while it does not count. */
  public void withdraw(String projectKey, long id, String by) {
    ProjectRights.mustBeOpen(rights.mustBelong(projectKey, by));
    Posting posting = get(projectKey, id);
    mustBeAuthor(posting, by);
    int withdrawn =
        jdbc.sql(
                "update posting set state = 'WITHDRAWN' where id = ? and state in ('SUBMITTED',"
                    + " 'RETURNED') and not exists (select 1 from posting r where r.replaces = ?)")
            .params(id, id)
            .update();
    if (withdrawn == 0) {
      throw ConflictException.because("tracking.notOpenToAuthor", posting.text());
    }
    history.note(
        projectKey,
        by,
        Sentences.say(
            "tracking.history.withdrawn", posting.text(), Amounts.plain(posting.amount())));
  }

  private void mustBeAuthor(Posting posting, String by) {
    if (!rights.stands(posting.postedBy(), by)) {
      throw RefusedException.forbidden(
          "tracking.onlyAuthor", posting.text(), users.nameOf(posting.postedBy()));
    }
  }

  // ---- correction

  /**
   * Posts anew, corrected: what was returned by its author, what was approved by the coordinator,
   * who gives a reason.
   *
   * @return id of the new posting
   */
  public long correct(String projectKey, long id, NewPosting wanted, String reason, String by) {
    Project project = rules.mustTakePostingsAlone(projectKey, by);
    Posting old = get(projectKey, id);
    boolean returned = old.state() == Posting.State.RETURNED;
    if (returned) {
      mustBeAuthor(old, by);
      if (old.replacedBy() != null) {
        throw ConflictException.because("tracking.correctedAlready", old.text());
      }
    } else {
      takeBack(projectKey, id, reason, by);
    }
    // after the counter-posting, so that its hours are free again
    PostingRules.Checked posting = rules.of(project, by).check(wanted);
    try {
      long made = insert(projectKey, posting, null, id, null, by);
      history.note(
          projectKey,
          by,
          Sentences.say(
              returned ? "tracking.history.resubmitted" : "tracking.history.corrected",
              old.text(),
              Amounts.plain(old.amount()),
              posting.text(),
              Amounts.plain(posting.amount())));
      return made;
    } catch (DuplicateKeyException twice) {
      throw ConflictException.because("tracking.correctedAlready", old.text());
    }
  }

  /**
   * Takes an approved posting back by a counter-posting of the same day, so that figures of any
   * date stay true; where that day is closed, of today, so that reported figures stay as they are.
   */
  public long takeBack(String projectKey, long posting, String reason, String by) {
    Project project = rights.mustCoordinateAlone(projectKey, by);
    ProjectRights.mustBeOpen(project);
    Posting wrong = get(projectKey, posting);
    if (wrong.state() != Posting.State.APPROVED) {
      throw RefusedException.because("tracking.notApproved", wrong.text());
    }
    if (wrong.corrects() != null) {
      throw RefusedException.because("tracking.counterPosting");
    }
    if (wrong.correctedBy() != null) {
      throw ConflictException.because("tracking.takenBack", wrong.text());
    }
    String text = Texts.needed("reason", "the reason", reason, 400);
    try {
      long id =
          insert(
              projectKey,
              new PostingRules.Checked(
                  closedPeriods.isClosed(projectKey, wrong.postingDay())
                      ? clock.today()
                      : wrong.postingDay(),
                  wrong.kind(),
                  wrong.amount().negate(),
                  wrong.hours() == null ? null : wrong.hours().negate(),
                  wrong.person(),
                  wrong.task(),
                  wrong.budgetLine(),
                  wrong.commitment(),
                  text,
                  true),
              posting,
              null,
              null,
              by);
      history.note(
          projectKey,
          by,
          Sentences.say(
              "tracking.history.takenBack", wrong.text(), Amounts.plain(wrong.amount()), text));
      history.decided(decided(wrong, "TAKE_BACK", by).saying(text));
      return id;
    } catch (DuplicateKeyException twice) {
      throw ConflictException.because("tracking.takenBack", wrong.text());
    }
  }

  /**
   * Keeps a posting.
   *
   * @param fromFile id of the import that brings it, or null
   */
  long insert(
      String projectKey,
      PostingRules.Checked posting,
      Long corrects,
      Long replaces,
      Long fromFile,
      String by) {
    LocalDateTime now = clock.now();
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into posting (project_key, posting_day, kind, amount, hours, person, task,"
                + " budget_line, commitment, text, posted_by, posted_at, corrects, replaces,"
                + " posting_import, state, decided_by, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            posting.day(),
            posting.kind().name(),
            posting.amount(),
            posting.hours(),
            posting.person(),
            posting.task(),
            posting.line(),
            posting.commitment(),
            posting.text(),
            by,
            now,
            corrects,
            replaces,
            fromFile,
            posting.approved() ? "APPROVED" : "SUBMITTED",
            posting.approved() ? by : null,
            posting.approved() ? now : null)
        .update(keys, "id");
    return keys.getKey().longValue();
  }

  // ---- reading

  @Transactional(readOnly = true)
  public Posting get(String projectKey, long id) {
    return jdbc.sql(SELECT + "where p.project_key = ? and p.id = ?")
        .params(projectKey, id)
        .query(Posting.class)
        .optional()
        .orElseThrow(
            () -> NotFoundException.because("tracking.postingUnknown", "" + id, projectKey));
  }

  /** Postings from the newest on, those before the posting {@code before} where it is given. */
  @Transactional(readOnly = true)
  public List<Posting> page(String projectKey, Long before, int size) {
    return jdbc.sql(
            SELECT
                + "where p.project_key = ? and p.id < ? order by p.id desc limit "
                + Math.min(Math.max(size, 1), 500))
        .params(projectKey, before == null ? Long.MAX_VALUE : before)
        .query(Posting.class)
        .list();
  }

  /** Whether the amount of time is what its hours and the rate of its day say today. */
  @Transactional(readOnly = true)
  public boolean followsFromRate(Posting posting) {
    return posting.hours() != null
        && rules
            .rate(posting.projectKey(), posting.person(), posting.postingDay())
            .filter(
                rate ->
                    Money.cents(posting.hours().multiply(rate)).compareTo(posting.amount()) == 0)
            .isPresent();
  }

  /** What waits for approval, the oldest first, as many as can be decided at once. */
  @Transactional(readOnly = true)
  public List<Posting> waiting(String projectKey) {
    return jdbc.sql(
            SELECT
                + "where p.project_key = ? and p.state = 'SUBMITTED' order by p.id limit "
                + MOST_AT_ONCE)
        .param(projectKey)
        .query(Posting.class)
        .list();
  }

  /** How many postings wait for approval. */
  @Transactional(readOnly = true)
  public int countWaiting(String projectKey) {
    return jdbc.sql("select count(*) from posting where project_key = ? and state = 'SUBMITTED'")
        .param(projectKey)
        .query(Integer.class)
        .single();
  }

  /** What came back to this person and waits to be corrected or withdrawn. */
  @Transactional(readOnly = true)
  public List<Posting> returnedTo(String projectKey, String person) {
    return jdbc
        .sql(
            SELECT
                + "where p.project_key = ? and p.state = 'RETURNED' and not exists"
                + " (select 1 from posting r where r.replaces = p.id) order by p.id")
        .param(projectKey)
        .query(Posting.class)
        .list()
        .stream()
        .filter(posting -> rights.stands(posting.postedBy(), person))
        .toList();
  }

  /** What counts or may count of a span of days, to tell rows that are there already. */
  @Transactional(readOnly = true)
  List<Posting> between(String projectKey, LocalDate from, LocalDate until) {
    return jdbc.sql(
            SELECT
                + "where p.project_key = ? and p.posting_day between ? and ?"
                + " and p.state in ('SUBMITTED', 'APPROVED') and p.corrects is null"
                + " and not exists (select 1 from posting c where c.corrects = p.id)")
        .params(projectKey, from, until)
        .query(Posting.class)
        .list();
  }
}
