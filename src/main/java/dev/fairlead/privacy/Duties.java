package dev.fairlead.privacy;

import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What still waits on a person, so that somebody else must take it before they are forgotten. */
@Component
class Duties {
  private static final int NAMED = 20;

  /** By the name of its sentence: queries for a place and what waits there. */
  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    String open = " p.phase <> 'CLOSED'";
    String of = " join project p on p.project_key = x.project_key where" + open + " and ";
    QUERIES.put(
        "task",
        "select coalesce(e.BUSINESS_KEY_, '') as place, x.NAME_ as what from ACT_RU_TASK x"
            + " left join ACT_RU_EXECUTION e on e.ID_ = x.PROC_INST_ID_"
            + " where x.ASSIGNEE_ = :who or x.OWNER_ = :who or exists (select 1 from"
            + " ACT_RU_IDENTITYLINK l where l.TASK_ID_ = x.ID_ and l.USER_ID_ = :who)");
    QUERIES.put(
        "project",
        "select p.project_key as place, p.name as what from project p where"
            + open
            + " and (p.coordinator = :who or p.sponsor = :who)");
    QUERIES.put(
        "planTask",
        "select x.project_key as place, x.name as what from plan_task x"
            + of
            + "x.owner = :who and x.percent_complete < 100");
    QUERIES.put(
        "system",
        "select x.project_key as place, x.name as what from plan_system x" + of + "x.owner = :who");
    QUERIES.put(
        "risk",
        "select x.project_key as place, x.title as what from risk x"
            + of
            + "x.status <> 'CLOSED' and x.owner = :who");
    QUERIES.put(
        "measure",
        "select x.project_key as place, x.text as what from risk_measure x"
            + of
            + "x.responsible = :who and x.done_on is null and not exists (select 1 from risk r where"
            + " r.project_key = x.project_key and r.number = x.risk and r.status = 'CLOSED')");
    QUERIES.put(
        "issue",
        "select x.project_key as place, x.title as what from issue x"
            + of
            + "x.owner = :who and x.closed_at is null");
    QUERIES.put(
        "actionItem",
        "select x.project_key as place, x.title as what from action_item x"
            + of
            + "x.responsible = :who and x.status = 'OPEN'");
    QUERIES.put(
        "deliverable",
        "select x.project_key as place, x.name as what from deliverable x"
            + of
            + "x.acceptor = :who and (x.acceptance is null or x.acceptance = 'REJECTED')");
    QUERIES.put(
        "action",
        "select x.project_key as place, x.text as what from follow_on_action x"
            + " where x.owner = :who and x.done_at is null");
    QUERIES.put(
        "communication",
        "select x.project_key as place, x.title as what from communication_row x"
            + of
            + "x.responsible = :who and x.ended_at is null");
    QUERIES.put(
        "stakeholder",
        "select x.project_key as place, x.name as what from stakeholder x"
            + of
            + "x.responsible = :who and x.ended_at is null");
    QUERIES.put(
        "team",
        "select x.project_key as place, x.role as what from team_member x"
            + of
            + "x.username = :who");
    QUERIES.put(
        "draft",
        "select x.process_key as place, x.state as what from process_draft x where x.author = :who"
            + " and x.decided_at is null and x.state in ('OPEN', 'SUBMITTED')");
  }

  private final JdbcClient jdbc;

  Duties(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In words, each with where it is; the first of each kind where there are many. */
  List<String> of(String username) {
    List<String> duties = new ArrayList<>();
    QUERIES.forEach(
        (kind, query) -> {
          List<String> found =
              jdbc.sql(query + " order by 1, 2 limit " + (NAMED + 1))
                  .param("who", username)
                  .query(
                      (row, i) ->
                          Sentences.say(
                              "privacy.duty." + kind,
                              row.getString("place"),
                              row.getString("what")))
                  .list();
          duties.addAll(found.subList(0, Math.min(NAMED, found.size())));
          if (found.size() > NAMED) {
            duties.add(Sentences.say("privacy.duty.more"));
          }
        });
    return duties;
  }
}
