package dev.fairlead.project;

import dev.fairlead.shared.FairleadClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened in a project, who did it and when. Rows are only ever added. */
@Service
@Transactional
public class History {
  /** A register of which each line has a history of its own. */
  public enum Register {
    SYSTEM("systems"),
    RISK("risks"),
    BUDGET_LINE("budget"),
    ACTION("actions"),
    /** Read by few, so its entries stand in no history but its own. */
    STAKEHOLDER("communication/stakeholders");

    private final String tab;

    Register(String tab) {
      this.tab = tab;
    }

    /** The tab of a project on which the register stands. */
    public String tab() {
      return tab;
    }

    /** Whether its room says who may read its history, see {@link History#guarded}. */
    public boolean isGuarded() {
      return this == STAKEHOLDER;
    }
  }

  /**
   * The line of a register that something was done to.
   *
   * @param number of the line in its register, also of one that is gone
   * @param change id of the change request that did it, or null
   */
  public record About(Register register, int number, String change) {}

  /** What was done to a line of a register, as a finished sentence. */
  public record Told(About about, String sentence) {}

  /**
   * One thing that happened.
   *
   * @param by login name, or null where Fairlead did it by itself
   * @param about null where it is about the project as a whole
   */
  public record Entry(
      long id, String projectKey, LocalDateTime at, String by, String sentence, About about) {}

  private static final String UNGUARDED =
      Arrays.stream(Register.values())
          .filter(Register::isGuarded)
          .map(register -> "'" + register + "'")
          .collect(
              Collectors.joining(
                  ", ", " and (subject_type is null or subject_type not in (", "))"));

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final DecisionLog decisions;
  private final FairleadClock clock;

  History(JdbcClient jdbc, JdbcTemplate template, DecisionLog decisions, FairleadClock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** Keeps a decision in the log that nobody can change, beside the sentence that tells of it. */
  public void decided(Decided decision) {
    decisions.keep(decision);
  }

  /** Notes a finished sentence, such as one from {@link dev.fairlead.shared.Sentences}. */
  public void note(String projectKey, String by, String sentence) {
    jdbc.sql(
            "insert into project_history (project_key, happened_at, by_user, sentence) values (?,"
                + " ?, ?, ?)")
        .params(projectKey, clock.now(), by, cut(sentence))
        .update();
  }

  /** Notes what was done to lines of registers, in one statement. */
  public void note(String projectKey, String by, List<Told> told) {
    LocalDateTime now = clock.now();
    template.batchUpdate(
        "insert into project_history (project_key, happened_at, by_user, sentence, subject_type,"
            + " subject_number, change_id) values (?, ?, ?, ?, ?, ?, ?)",
        told.stream()
            .map(
                one ->
                    new Object[] {
                      projectKey,
                      now,
                      by,
                      cut(one.sentence()),
                      one.about().register().name(),
                      one.about().number(),
                      one.about().change()
                    })
            .toList());
  }

  private static String cut(String sentence) {
    return sentence.length() > 2000 ? sentence.substring(0, 1999) + "…" : sentence;
  }

  /** The newest entries before the given id (0 for the newest of all). */
  @Transactional(readOnly = true)
  public List<Entry> page(String projectKey, long beforeId, int size) {
    return page(projectKey, null, null, beforeId, size);
  }

  /**
   * The same of one register only; nothing of a register that few may read.
   *
   * @param register null for all that happened
   * @param number of a line of the register, or null for all of them
   */
  @Transactional(readOnly = true)
  public List<Entry> page(
      String projectKey, Register register, Integer number, long beforeId, int size) {
    return register != null && register.isGuarded()
        ? List.of()
        : read(projectKey, register, number, beforeId, size);
  }

  /** The newest entries of a register that few may read, for the room that has asked who reads. */
  @Transactional(readOnly = true)
  public List<Entry> guarded(String projectKey, Register register, Integer number, int size) {
    return read(projectKey, register, number, 0, size);
  }

  private List<Entry> read(
      String projectKey, Register register, Integer number, long beforeId, int size) {
    return jdbc.sql(
            "select id, project_key, happened_at, by_user, sentence, subject_type, subject_number,"
                + " change_id from project_history where project_key = :key and id < :before"
                + (register == null ? UNGUARDED : " and subject_type = :register")
                + (register == null || number == null ? "" : " and subject_number = :number")
                + " order by id desc limit "
                + Math.min(Math.max(size, 1), 500))
        .param("key", projectKey)
        .param("before", beforeId <= 0 ? Long.MAX_VALUE : beforeId)
        .param("register", register == null ? null : register.name())
        .param("number", number)
        .query(
            (row, i) ->
                new Entry(
                    row.getLong("id"),
                    row.getString("project_key"),
                    row.getObject("happened_at", LocalDateTime.class),
                    row.getString("by_user"),
                    row.getString("sentence"),
                    about(row)))
        .list();
  }

  private static About about(ResultSet row) throws SQLException {
    String known = row.getString("subject_type");
    // one that a later release knows is left out
    Register register =
        Arrays.stream(Register.values())
            .filter(one -> one.name().equals(known))
            .findFirst()
            .orElse(null);
    return register == null
        ? null
        : new About(register, row.getInt("subject_number"), row.getString("change_id"));
  }
}
