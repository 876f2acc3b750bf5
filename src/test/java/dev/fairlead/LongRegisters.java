package dev.fairlead;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Registers with more in them than any page shows, without the processes that file each entry. */
public final class LongRegisters {
  private LongRegisters() {}

  /** Open issues 1 to {@code many} of Tom, "Fault 1" and so on, on a system where it is given. */
  public static void issues(JdbcTemplate jdbc, String key, int many, Integer system) {
    List<Object[]> rows = new ArrayList<>();
    for (int number = 1; number <= many; number++) {
      rows.add(
          new Object[] {
            key + "-I" + number,
            key,
            number,
            "Fault " + number,
            system,
            LocalDateTime.of(2027, 1, 4, 9, 0).plusMinutes(number)
          });
    }
    jdbc.batchUpdate(
        "insert into issue (id, project_key, number, kind, title, description, system, urgency,"
            + " impact, reporter, reported_at, status) values (?, ?, ?, 'PROBLEM', ?, 'It fails', ?,"
            + " 'LOW', 'LOW', 'tom', ?, 'OPEN')",
        rows);
  }

  /** Change requests 1 to {@code many} of Tom that wait for approval, "Wish 1" and so on. */
  public static void changes(JdbcTemplate jdbc, String key, int many) {
    List<Object[]> rows = new ArrayList<>();
    for (int number = 1; number <= many; number++) {
      rows.add(
          new Object[] {
            key + "-C" + number, key, number, "Wish " + number, LocalDateTime.of(2027, 1, 4, 9, 0)
          });
    }
    jdbc.batchUpdate(
        "insert into change_request (id, project_key, number, type, category, title, description,"
            + " reason, not_done, implementation_plan, backout_plan, requester, requested_at, edits,"
            + " status) values (?, ?, ?, 'NORMAL', 'SCOPE', ?, 'More', 'Why', 'Less', 'Do', 'Undo',"
            + " 'tom', ?, '[]', 'AWAITING_APPROVAL')",
        rows);
  }
}
