package dev.fairlead;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies of running projects with everything that belongs to them, the engine's rows included; on
 * PostgreSQL. Each copy has the plan, the people, the open tasks and the timers of its original;
 * four copies share their people, as teams do.
 */
public final class ManyProjects {
  private static final List<String> OWN =
      List.of(
          "project",
          "goal",
          "team_member",
          "work_plan",
          "plan_task",
          "plan_link",
          "plan_system",
          "plan_snapshot",
          "plan_snapshot_task",
          "progress_report",
          "follow_up",
          "posting",
          "project_history");

  /** The engine's tables in the order of their foreign keys, and which of their rows. */
  private static final List<String[]> ENGINE =
      List.of(
          new String[] {"act_ru_execution", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_ru_task", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_ru_variable", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_ru_identitylink", "task_id_ in (select id from original_task)"},
          new String[] {"act_ru_job", "process_instance_id_ in (select id from original_process)"},
          new String[] {
            "act_ru_event_subscr", "proc_inst_id_ in (select id from original_process)"
          },
          new String[] {"act_ru_authorization", "resource_id_ in (select id from original_task)"},
          new String[] {"act_hi_procinst", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_hi_actinst", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_hi_taskinst", "proc_inst_id_ in (select id from original_process)"},
          new String[] {"act_hi_varinst", "proc_inst_id_ in (select id from original_process)"});

  /** What belongs to an original in the engine. */
  private static final List<String[]> PARTS =
      List.of(
          new String[] {
            "process",
            "select distinct proc_inst_id_ as id from act_ru_execution where root_proc_inst_id_ in"
                + " (select id_ from act_ru_execution where business_key_ = '#k'"
                + " and parent_id_ is null and super_exec_ is null)"
          },
          new String[] {
            "task",
            "select id_ as id from act_ru_task"
                + " where proc_inst_id_ in (select id from original_process)"
          });

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final List<String> originals;

  /**
   * Prepares copying.
   *
   * @param originals keys of projects, of which each is copied in turn
   */
  public ManyProjects(
      JdbcClient jdbc, PlatformTransactionManager transactions, List<String> originals) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.originals = originals;
    // a million rows at once would otherwise wait for checkpoint after checkpoint
    jdbc.sql("alter system set max_wal_size = '8GB'").update();
    jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  public static String key(int number) {
    return String.format(Locale.ROOT, "COPY-%05d", number);
  }

  /**
   * Makes the copies {@code from} to {@code to}, and tells the database how large it has become.
   */
  public void copy(int from, int to) {
    transactions.executeWithoutResult(
        transaction -> {
          // what is copied refers to what is copied with it, so nobody needs to look it up
          jdbc.sql("set local session_replication_role = replica").update();
          jdbc.sql(
                  "insert into app_user (username, display_name, email, password_hash, enabled)"
                      + " select distinct username || '-' || n / 4, display_name, username || '-' || n / 4 || '@example.org',"
                      + " password_hash, enabled from app_user cross join generate_series(?, ?) n"
                      + " where username in ('tom', 'tina') on conflict do nothing")
              .params(from, to)
              .update();
          for (int i = 0; i < originals.size(); i++) {
            String series =
                " cross join (select n from generate_series(%d, %d) n where n %% %d = %d) s"
                    .formatted(from, to, originals.size(), i);
            copy(originals.get(i), series);
          }
          letThemBeFound();
        });
    jdbc.sql("vacuum analyze").update();
    settle();
  }

  /**
   * Waits until nobody writes any more what was copied: neither the database, nor the operating
   * system, nor the database's own housekeeping. Otherwise that is measured as well.
   */
  public void settle() {
    try {
      await("no table is being cleaned")
          .atMost(Duration.ofMinutes(5))
          .until(
              () ->
                  jdbc.sql(
                          "select count(*) from pg_stat_activity where backend_type = 'autovacuum worker'")
                      .query(Long.class)
                      .single(),
              workers -> workers == 0);
      jdbc.sql("checkpoint").update();
      new ProcessBuilder("sync").start().waitFor();
      System.gc();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As the application does it when a project begins. */
  private void letThemBeFound() {
    jdbc.sql(
            "insert into project_ending select distinct substring(w.word from n for 40), p.project_key from project p"
                + " cross join lateral regexp_split_to_table(lower(p.project_key || ' ' || p.name), '\\s+') w (word)"
                + " cross join lateral generate_series(1, length(w.word) - 2) n on conflict do nothing")
        .update();
  }

  private void copy(String original, String series) {
    for (String[] part : PARTS) {
      jdbc.sql(
              "create temp table original_"
                  + part[0]
                  + " on commit drop as "
                  + part[1].replace("#k", original))
          .update();
    }
    for (String table : OWN) {
      copy(original, table, "project_key = '" + original + "'", series);
    }
    for (String[] table : ENGINE) {
      copy(original, table[0], table[1], series);
    }
    for (String[] part : PARTS) {
      jdbc.sql("drop table original_" + part[0]).update();
    }
  }

  private void copy(String original, String table, String rows, String series) {
    List<String> columns =
        jdbc.sql(
                "select column_name from information_schema.columns where table_name = ? and is_identity = 'NO'"
                    + " and (column_default is null or column_default not like 'nextval%')")
            .param(table)
            .query(String.class)
            .list();
    List<String> values = columns.stream().map(column -> value(original, table, column)).toList();
    jdbc.sql(
            "insert into "
                + table
                + " ("
                + String.join(", ", columns)
                + ") select "
                + String.join(", ", values)
                + " from "
                + table
                + series
                + " where "
                + rows)
        .update();
  }

  private String value(String original, String table, String column) {
    String type =
        jdbc.sql(
                "select data_type from information_schema.columns where table_name = ? and column_name = ?")
            .params(table, column)
            .query(String.class)
            .single();
    if (!type.startsWith("character")) {
      return column;
    }
    String copied =
        "case when #c = '#k' then 'COPY-' || lpad(n::text, 5, '0') when #c in ('tom', 'tina') then #c || '-' || n / 4";
    if (table.startsWith("act_") && isId(column)) {
      // definitions, deployments and job definitions stay the same; a hash is never too long
      copied += " when #c is not null then md5(#c || '-' || n)";
    }
    return (copied + " else #c end").replace("#c", column).replace("#k", original);
  }

  private static boolean isId(String column) {
    return column.matches(
        "id_|execution_id_|proc_inst_id_|process_instance_id_|parent_id_|super_exec_|root_proc_inst_id_|task_id_"
            + "|var_scope_|act_inst_id_|parent_act_inst_id_|resource_id_|super_process_instance_id_|call_proc_inst_id_");
  }
}
