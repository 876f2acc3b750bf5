package dev.fairlead.project;

import dev.fairlead.people.Users;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decisions that people took outside the processes. The coordinator records them, as an entry of
 * the decision log that says all of it; nothing of one is changed afterwards.
 */
@Service
@Transactional
public class RecordedDecisions {
  private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);

  /** What may have several lines. */
  private static final Set<String> LONG = Set.of("text", "reason");

  /** Superseded by what, beside all columns. */
  private static final String SELECT =
      "select d.*, l.id as superseded_by from recorded_decision d"
          + " left join recorded_decision l on l.supersedes = d.id where ";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Users users;
  private final Links links;
  private final History history;
  private final FairleadClock clock;

  RecordedDecisions(
      JdbcClient jdbc,
      Projects projects,
      Users users,
      Links links,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.users = users;
    this.links = links;
    this.history = history;
    this.clock = clock;
  }

  /** The coordinator, or whoever stands in for them in everything today, until it is closed. */
  @Transactional(readOnly = true)
  public boolean mayRecord(Project project, String by) {
    return coordinates(project, by) && !project.phase().isOver() && !project.isPaused();
  }

  private boolean coordinates(Project project, String by) {
    return by.equals(project.coordinator())
        || users.actsFor(by, clock.today()).contains(project.coordinator());
  }

  /** As {@link #record(String, NewDecision, String, Checks)} for what came from no form. */
  public RecordedDecision record(String projectKey, NewDecision wanted, String by) {
    return record(projectKey, wanted, by, new Checks());
  }

  /**
   * @param checks what was found wrong while the form was read
   * @throws RefusedException naming every field that is wrong
   */
  public RecordedDecision record(String projectKey, NewDecision wanted, String by, Checks checks) {
    Project project = projects.get(projectKey);
    if (!coordinates(project, by)) {
      throw RefusedException.forbidden(
          "project.recorded.onlyCoordinator", users.nameOf(project.coordinator()), projectKey);
    }
    if (project.phase().isOver()) {
      throw ConflictException.because("project.recorded.closed", projectKey);
    }
    // its row is the lock for the next number too
    projects.running(projectKey);
    String title = checks.value(() -> text("title", wanted.title(), 200, true));
    String text = checks.value(() -> text("text", wanted.text(), 2000, true));
    String reason = checks.value(() -> text("reason", wanted.reason(), 800, false));
    String decidedBy = checks.value(() -> text("decidedBy", wanted.decidedBy(), 200, true));
    day("decidedOn", wanted.decidedOn(), checks);
    if (wanted.decidedOn() == null) {
      checks.refuse(
          "decidedOn", "project.recorded.missing", Sentences.say("project.recorded.decidedOn"));
    } else if (wanted.decidedOn().isAfter(clock.today())) {
      checks.refuse("decidedOn", "project.recorded.future", wanted.decidedOn());
    }
    day("appliesFrom", wanted.appliesFrom(), checks);
    String communicatedTo =
        checks.value(() -> text("communicatedTo", wanted.communicatedTo(), 200, false));
    String about = checks.value(() -> links.read(projectKey, "about", wanted.about()));
    RecordedDecision before = checks.value(() -> superseded(projectKey, wanted.supersedes()));
    checks.done();
    int number =
        jdbc.sql("select coalesce(max(number), 0) + 1 from recorded_decision where project_key = ?")
            .param(projectKey)
            .query(Integer.class)
            .single();
    RecordedDecision made =
        new RecordedDecision(
            projectKey + "-D" + number,
            projectKey,
            number,
            title,
            text,
            reason,
            decidedBy,
            wanted.decidedOn(),
            wanted.appliesFrom(),
            communicatedTo,
            about,
            before == null ? null : before.id(),
            by,
            clock.now(),
            null);
    jdbc.sql(
            "insert into recorded_decision (id, project_key, number, title, text, reason,"
                + " decided_by, decided_on, applies_from, communicated_to, about, supersedes,"
                + " recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            made.id(),
            made.projectKey(),
            made.number(),
            made.title(),
            made.text(),
            made.reason(),
            made.decidedBy(),
            made.decidedOn(),
            made.appliesFrom(),
            made.communicatedTo(),
            made.about(),
            made.supersedes(),
            made.recordedBy(),
            made.recordedAt())
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say(
            before == null ? "project.recorded.history" : "project.recorded.historySupersedes",
            made.id(),
            made.title(),
            before == null ? "" : before.id()));
    history.decided(
        Decided.on(
                projectKey,
                Decided.Kind.RECORDED,
                made.id(),
                before == null ? "DECIDE" : "SUPERSEDE",
                by)
            .named(made.title())
            .ofVersion(null, made.fingerprint())
            .saying(said(made, before)));
    return made;
  }

  /** All of it in words; the entry of the log is as long as the longest of these fields need. */
  private String said(RecordedDecision made, RecordedDecision before) {
    List<String> lines = new ArrayList<>(List.of(made.text()));
    line(lines, "reason", made.reason());
    line(lines, "decidedBy", made.decidedBy());
    line(lines, "decidedOn", Sentences.day(made.decidedOn()));
    line(
        lines,
        "appliesFrom",
        made.appliesFrom() == null ? null : Sentences.day(made.appliesFrom()));
    line(lines, "communicatedTo", made.communicatedTo());
    if (made.about() != null) {
      Link link = links.of(made.projectKey(), List.of(made.about())).get(made.about());
      line(lines, "about", link == null ? made.about() : link.label());
    }
    if (before != null) {
      line(lines, "supersedes", before.id() + " " + before.title());
    }
    return String.join("\n", lines);
  }

  private static void line(List<String> lines, String field, String value) {
    if (value != null) {
      lines.add(
          Sentences.say(
              "project.recorded.line", Sentences.say("project.recorded." + field), value));
    }
  }

  /** The decision in whose place the new one is; each is superseded once at most. */
  private RecordedDecision superseded(String projectKey, String id) {
    if (id == null || id.isBlank()) {
      return null;
    }
    RecordedDecision before =
        of(projectKey).stream()
            .filter(one -> one.id().equals(id.strip()))
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedException.ofField(
                        "supersedes", "project.recorded.unknown", cut(id.strip()), projectKey));
    if (!before.isInForce()) {
      throw RefusedException.ofField(
          "supersedes", "project.recorded.supersededAlready", before.id(), before.supersededBy());
    }
    return before;
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 59) + "…" : text;
  }

  private static String text(String field, String value, int longest, boolean needed) {
    if (value == null || value.isBlank()) {
      if (needed) {
        throw RefusedException.ofField(
            field, "project.recorded.missing", Sentences.say("project.recorded." + field));
      }
      return null;
    }
    boolean lines = LONG.contains(field);
    String text =
        value
            .replace("\r\n", "\n")
            .replaceAll(lines ? "[\\p{Cntrl}&&[^\n]]+" : "\\p{Cntrl}+", " ")
            .strip();
    if (text.length() > longest) {
      throw RefusedException.ofField(
          field, "project.recorded.tooLong", Sentences.say("project.recorded." + field), longest);
    }
    return text;
  }

  private static void day(String field, LocalDate day, Checks checks) {
    if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
      checks.refuse(field, "project.recorded.far", day.toString());
    }
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<RecordedDecision> of(String projectKey) {
    return jdbc.sql(SELECT + "d.project_key = ? order by d.number desc")
        .param(projectKey)
        .query(RecordedDecision.class)
        .list();
  }

  /** Those with these ids, by id. */
  @Transactional(readOnly = true)
  public Map<String, RecordedDecision> withIds(Collection<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : jdbc
            .sql(SELECT + "d.id in (:ids)")
            .param("ids", ids)
            .query(RecordedDecision.class)
            .list()
            .stream()
            .collect(Collectors.toMap(RecordedDecision::id, Function.identity()));
  }

  /**
   * Those that were recorded after a moment, in their order: each is news once, also where it was
   * recorded long after it was taken.
   *
   * @param moment or null for all
   */
  @Transactional(readOnly = true)
  public List<RecordedDecision> after(String projectKey, LocalDateTime moment) {
    return of(projectKey).stream()
        .filter(one -> moment == null || one.recordedAt().isAfter(moment))
        .sorted(Comparator.comparingInt(RecordedDecision::number))
        .toList();
  }
}
