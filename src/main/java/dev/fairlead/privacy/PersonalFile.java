package dev.fairlead.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.Sentences;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;

/**
 * What Fairlead holds about a person, as one ZIP file: JSON for programs and a page for people. A
 * row belongs to the person where one of its columns names them and nobody else; where they are
 * only spoken of, the texts of others stay with them and are counted.
 */
@Service
@Transactional(readOnly = true)
public class PersonalFile {
  /** Keys to doors, and what is about projects, besides all costs and budgets. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "password_hash",
          "token_hash",
          "secret",
          "url",
          "session_id",
          "primary_id",
          "snapshot",
          "impact",
          "result",
          "inverse",
          "undo",
          "redo",
          // a receiver may repeat the address, and the key in it
          "webhook_delivery.answer");

  private static final int SHOWN = 500;

  /** What stands in the register about those of whom the condition holds. */
  private static final String STAKEHOLDER =
      Stream.of(
              "interest",
              "influence",
              "attitude",
              "wanted_attitude",
              "expectations",
              "approach",
              "next_review")
          .map(column -> " case when %1$s then s." + column + " end as " + column)
          .collect(Collectors.joining(","));

  private final Tables tables;
  private final Users users;
  private final Erasure erasure;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final FairleadClock clock;

  PersonalFile(
      Tables tables,
      Users users,
      Erasure erasure,
      JdbcClient jdbc,
      ObjectMapper json,
      FairleadClock clock) {
    this.tables = tables;
    this.users = users;
    this.erasure = erasure;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes the file about a person with an account; who sends it deletes it. It is whole before the
   * transaction ends, so that a slow reader holds no connection to the database.
   */
  public Path of(String username) throws IOException {
    User user = users.get(username);
    Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
    add(
        sections,
        "app_user",
        "select username, display_name, email, enabled from app_user where username = ?",
        username);
    add(
        sections,
        "spring_session",
        "select creation_time, last_access_time, expiry_time from spring_session where"
            + " principal_name = ?",
        username);
    add(
        sections,
        "login_failure",
        "select address, failed_at from login_failure where account = ?",
        Fingerprint.of(username));
    add(
        sections,
        "decision_log",
        "select number, project_key, kind, decision, subject, subject_name, version, decided_by,"
            + " on_behalf_of, decided_at, comment from decision_log"
            + " where ? in (decided_by, on_behalf_of) order by number",
        username);
    // whoever looks after somebody has no right to what is judged about them
    add(
        sections,
        "stakeholder",
        "select s.project_key, s.number, s.name, s.organisation, s.role, s.responsible,"
            + STAKEHOLDER.formatted(
                "s.person = u.username or lower(s.name) = lower(u.display_name)")
            + ", s.ended_at from stakeholder s join app_user u on s.person = u.username"
            + " or lower(s.name) = lower(u.display_name) or s.responsible = u.username"
            + " where u.username = ? order by s.project_key, s.number",
        username);
    return written(
        user.displayName(),
        new Traces(
            username, List.of(user.displayName()), user.email(), true, true, "", "", "", false),
        sections);
  }

  /** The same about somebody outside, in all projects that know them by the same address. */
  public Path of(long party) throws IOException {
    Erasure.Party found = erasure.party(party);
    String ids =
        " in (select %s from outside_party p join outside_party q on lower(p.email) ="
            + " lower(q.email) where q.id = ?)";
    Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
    add(
        sections,
        "shared_link",
        "select project_key, title, kind, words, created_at, expires_at, revoked_at, opened_count,"
            + " last_opened_at from shared_link where party_id"
            + ids.formatted("p.id")
            + " order by id",
        party);
    add(
        sections,
        "outside_feedback",
        "select project_key, given_at, text, answer, answered_at from outside_feedback"
            + " where party_id"
            + ids.formatted("p.id")
            + " order by id",
        party);
    add(
        sections,
        "contractor_report",
        "select project_key, period_start, period_end, due_on, words, status, asked_at, given_at,"
            + " rating, work_done, work_next, problems, return_reason, decided_at"
            + " from contractor_report where party_id"
            + ids.formatted("p.id")
            + " order by id",
        party);
    add(
        sections,
        "contractor_report_task",
        "select r.project_key, t.task, t.name, t.percent, t.forecast_finish, t.remark"
            + " from contractor_report_task t join contractor_report r on r.id = t.report_id"
            + " where r.party_id"
            + ids.formatted("p.id")
            + " order by r.id, t.task",
        party);
    add(
        sections,
        "stakeholder",
        "select s.project_key, s.number, s.name, s.organisation, s.role, s.responsible,"
            + STAKEHOLDER.formatted("1 = 1")
            + ", s.ended_at from stakeholder s where s.party_id"
            + ids.formatted("p.id")
            + " order by s.project_key, s.number",
        party);
    add(
        sections,
        "communication_receipt",
        "select * from communication_receipt where reader"
            + ids.formatted("concat('outside:', p.id)"),
        party);
    return written(
        found.name(),
        new Traces(null, erasure.names(found), found.email(), false, true, "", "", "", false),
        sections);
  }

  private void add(
      Map<String, List<Map<String, Object>>> sections, String name, String query, Object about) {
    List<Map<String, Object>> rows = jdbc.sql(query).param(about).query().listOfRows();
    if (!rows.isEmpty()) {
      sections.put(name, rows.stream().map(row -> readable(name, row, column -> false)).toList());
    }
  }

  private Path written(String name, Traces traces, Map<String, List<Map<String, Object>>> sections)
      throws IOException {
    Path file = Files.createTempFile("fairlead-person", ".zip");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(name, traces, sections, out);
      return file;
    } catch (IOException | RuntimeException failed) {
      Files.delete(file);
      throw failed;
    }
  }

  private void write(
      String name, Traces traces, Map<String, List<Map<String, Object>>> sections, OutputStream out)
      throws IOException {
    Map<String, Integer> mentions = new TreeMap<>();
    StringBuilder page = new StringBuilder();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, List<Map<String, Object>>> section : sections.entrySet()) {
        section(section.getKey(), section.getValue(), zip, page);
      }
      for (Tables.Table table : tables.all()) {
        if (sections.containsKey(table.plainName())) {
          continue;
        }
        List<Map<String, Object>> theirs = new ArrayList<>();
        for (String id : tables.rowsWith(table, traces.needles())) {
          Map<String, Object> row = tables.row(table, id, true);
          if (table.texts().keySet().stream()
              .anyMatch(
                  column ->
                      row.get(column) instanceof String text
                          && traces.isThem(text, table.cell(column)))) {
            theirs.add(readable(table.plainName(), row, table::holdsBytes));
          } else if (!Tables.turned(table, row, traces::without).isEmpty()) {
            mentions.merge(table.plainName(), 1, Integer::sum);
          }
        }
        if (!theirs.isEmpty()) {
          section(table.plainName(), theirs, zip, page);
        }
      }
      zip.putNextEntry(new ZipEntry("mentions.json"));
      zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(mentions));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write(html(name, page, mentions).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private void section(
      String table, List<Map<String, Object>> rows, ZipOutputStream zip, StringBuilder page)
      throws IOException {
    zip.putNextEntry(new ZipEntry("data/" + table + ".json"));
    zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(rows));
    zip.closeEntry();
    page.append("<h2 id=\"")
        .append(table)
        .append("\">")
        .append(HtmlUtils.htmlEscape(Tables.title(table)))
        .append(" (")
        .append(rows.size())
        .append(")</h2><table><tr>");
    rows.get(0).keySet().forEach(c -> page.append("<th>").append(HtmlUtils.htmlEscape(c)));
    rows.stream()
        .limit(SHOWN)
        .forEach(
            row -> {
              page.append("<tr>");
              row.values()
                  .forEach(
                      value ->
                          page.append("<td>")
                              .append(
                                  HtmlUtils.htmlEscape(
                                      value == null ? "" : String.valueOf(value))));
            });
    page.append("</table>\n");
    if (rows.size() > SHOWN) {
      page.append("<p>").append(Sentences.say("privacy.file.more", SHOWN, table)).append("</p>");
    }
  }

  /** Names in small letters, bytes as their size; no keys, no costs of projects. */
  private static Map<String, Object> readable(
      String table, Map<String, Object> row, Predicate<String> holdsBytes) {
    Map<String, Object> readable = new LinkedHashMap<>();
    row.forEach(
        (column, value) -> {
          String name = column.toLowerCase(Locale.ROOT);
          if (!LEFT_OUT.contains(name)
              && !LEFT_OUT.contains(table + "." + name)
              && !name.contains("cost")
              && !name.contains("budget")) {
            readable.put(
                name,
                value != null && holdsBytes.test(column)
                    ? Sentences.say("privacy.file.bytes", value)
                    : value == null || value instanceof Number || value instanceof Boolean
                        ? value
                        : String.valueOf(value));
          }
        });
    return readable;
  }

  private String html(String name, StringBuilder sections, Map<String, Integer> mentions) {
    StringBuilder page =
        new StringBuilder("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
    String title = HtmlUtils.htmlEscape(Sentences.say("privacy.file.title", name));
    page.append(title)
        .append(
            "</title><style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse;font-size:.85rem}td,th{border:1px"
                + " solid #ccc;padding:.25rem .5rem;text-align:left;"
                + "vertical-align:top;max-width:30rem;overflow-wrap:anywhere}</style><h1>")
        .append(title)
        .append("</h1><p>")
        .append(HtmlUtils.htmlEscape(Sentences.say("privacy.file.lead", clock.now())))
        .append("</p>")
        .append(sections)
        .append("<h2>")
        .append(Sentences.say("privacy.file.mentions"))
        .append("</h2><p>")
        .append(Sentences.say("privacy.file.mentionsLead"))
        .append("</p><ul>");
    mentions.forEach(
        (table, rows) ->
            page.append("<li>")
                .append(HtmlUtils.htmlEscape(Tables.title(table)))
                .append(": ")
                .append(rows)
                .append("</li>"));
    return page.append("</ul></html>").toString();
  }
}
