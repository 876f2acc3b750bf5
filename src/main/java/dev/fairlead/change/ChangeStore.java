package dev.fairlead.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RegisterPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Change requests as they stand in the database. */
@Component
class ChangeStore {
  private final JdbcClient jdbc;
  private final ObjectMapper json;

  ChangeStore(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * @throws NotFoundException when there is no such change
   */
  ChangeRequest get(String id) {
    return jdbc.sql("select * from change_request where id = ?")
        .param(id)
        .query((row, i) -> read(row))
        .optional()
        .orElseThrow(() -> NotFoundException.because("change.unknown", id));
  }

  boolean isOf(String projectKey, String id) {
    return jdbc.sql("select count(*) from change_request where id = ? and project_key = ?")
            .params(id, projectKey)
            .query(Integer.class)
            .single()
        > 0;
  }

  List<ChangeRequest> all(String projectKey) {
    return jdbc.sql("select * from change_request where project_key = ? order by number desc")
        .param(projectKey)
        .query((row, i) -> read(row))
        .list();
  }

  RegisterPage<Changes.Shown, ChangeRequest> register(
      String projectKey, Changes.Shown shown, String by, int number) {
    return RegisterPage.read(
        jdbc,
        "change_request where project_key = :key",
        shown,
        "number desc",
        Map.of("key", projectKey, "by", by),
        number,
        (row, i) -> read(row));
  }

  List<ChangeRequest> open(String projectKey) {
    // what was closed is never open again, and is not read for it
    return jdbc
        .sql(
            "select * from change_request where project_key = ? and closed_at is null order by"
                + " number desc")
        .param(projectKey)
        .query((row, i) -> read(row))
        .list()
        .stream()
        .filter(ChangeRequest::isOpen)
        .toList();
  }

  List<ChangeRequest> mergedInto(String id) {
    return jdbc.sql("select * from change_request where merged_into = ? order by number")
        .param(id)
        .query((row, i) -> read(row))
        .list();
  }

  /** Who asked for it, and for what was merged into it: none of them decides. */
  Set<String> requesters(String id) {
    return new LinkedHashSet<>(
        jdbc.sql("select requester from change_request where id = ? or merged_into = ? order by id")
            .params(id, id)
            .query(String.class)
            .list());
  }

  private ChangeRequest read(ResultSet row) throws SQLException {
    return new ChangeRequest(
        row.getString("id"),
        row.getString("project_key"),
        row.getInt("number"),
        ChangeRequest.Type.valueOf(row.getString("type")),
        ChangeRequest.Category.valueOf(row.getString("category")),
        row.getString("title"),
        row.getString("description"),
        row.getString("reason"),
        row.getString("not_done"),
        row.getString("implementation_plan"),
        row.getString("backout_plan"),
        row.getString("requester"),
        row.getObject("requested_at", LocalDateTime.class),
        read(row.getString("edits"), new TypeReference<List<PlanEdit>>() {}),
        ChangeRequest.Status.valueOf(row.getString("status")),
        read(row.getString("impact"), new TypeReference<Impact>() {}),
        of(ChangeRequest.Decision.class, row.getString("decision")),
        row.getString("decision_comment"),
        row.getString("decided_by"),
        row.getString("decided_on_behalf_of"),
        row.getObject("decided_at", LocalDateTime.class),
        Math.max(1, row.getInt("approvals_needed")),
        approvals(row.getString("approvals")),
        row.getString("route"),
        row.getString("route_reason"),
        row.getObject("postponed_until", LocalDate.class),
        row.getObject("implemented_at", LocalDateTime.class),
        row.getObject("baseline", Integer.class),
        of(ChangeRequest.Review.class, row.getString("review")),
        row.getString("review_comment"),
        row.getString("reviewed_by"),
        row.getObject("reviewed_at", LocalDateTime.class),
        row.getString("outcome"),
        row.getObject("closed_at", LocalDateTime.class),
        row.getString("standard_title"),
        row.getString("merged_into"),
        of(ChangeRequest.OutcomeCode.class, row.getString("outcome_code")),
        row.getString("outcome_by"),
        row.getObject("outcome_at", LocalDateTime.class));
  }

  private List<ChangeRequest.Approval> approvals(String text) {
    return text == null
        ? List.of()
        : read(text, new TypeReference<List<ChangeRequest.Approval>>() {});
  }

  private static <E extends Enum<E>> E of(Class<E> type, String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored change cannot be read", e);
    }
  }

  /** A part of a change as it stands in one column. */
  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a change cannot be stored", e);
    }
  }
}
