package dev.fairlead;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies of one running project with everything that belongs to it, the engine's rows included; on
 * PostgreSQL. Each copy has the plan, the people, the open tasks and the timers of the original;
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

  private final JdbcClient jdbc;
  private final String original;

  public ManyProjects(JdbcClient jdbc, String original) {
    this.jdbc = jdbc;
    this.original = original;
    jdbc.sql(
            "create table original_root as select id_ as id from act_ru_execution where business_key_ = ?"
                + " and parent_id_ is null and super_exec_ is null")
        .param(original)
        .update();
    jdbc.sql(
            "create table original_process as select distinct proc_inst_id_ as id from act_ru_execution"
                + " where root_proc_inst_id_ in (select id from original_root)")
        .update();
    jdbc.sql(
            "create table original_task as select id_ as id from act_ru_task where proc_inst_id_ in"
                + " (select id from original_process)")
        .update();
  }

  public static String key(int number) {
    return String.format(Locale.ROOT, "COPY-%05d", number);
  }

  /**
   * Makes the copies {@code from} to {@code to}, and tells the database how large it has become.
   */
  public void copy(int from, int to) {
    String series = " cross join generate_series(" + from + ", " + to + ") n";
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled)"
                + " select distinct username || '-' || n / 4, display_name, username || '-' || n / 4 || '@example.org',"
                + " password_hash, enabled from app_user"
                + series
                + " where username in ('tom', 'tina') on conflict do nothing")
        .update();
    for (String table : OWN) {
      copy(table, "project_key = '" + original + "'", series);
    }
    for (String[] table : ENGINE) {
      copy(table[0], table[1], series);
    }
    jdbc.sql("analyze").update();
  }

  private void copy(String table, String rows, String series) {
    List<String> columns =
        jdbc.sql(
                "select column_name from information_schema.columns where table_name = ? and is_identity = 'NO'"
                    + " and (column_default is null or column_default not like 'nextval%')")
            .param(table)
            .query(String.class)
            .list();
    List<String> values = columns.stream().map(column -> value(table, column)).toList();
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

  private String value(String table, String column) {
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
