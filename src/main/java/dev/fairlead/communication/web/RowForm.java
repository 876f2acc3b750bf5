package dev.fairlead.communication.web;

import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.NewRow;
import dev.fairlead.people.Offered;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What was typed for a row of the communication plan, to be read and to be shown again. */
public final class RowForm {
  private final MultiValueMap<String, String> typed;

  RowForm(MultiValueMap<String, String> typed) {
    this.typed = typed;
  }

  /** The form as the row would fill it. */
  static RowForm of(CommunicationRow row) {
    return of(
        new NewRow(
            row.title(),
            row.purpose(),
            row.content(),
            row.form(),
            row.channel(),
            row.frequency(),
            row.firstDue(),
            row.responsible(),
            row.approverGroup(),
            row.receipt(),
            row.freeText(),
            row.audience()));
  }

  static RowForm of(NewRow row) {
    MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
    values.set("title", row.title());
    values.set("purpose", row.purpose());
    values.set("content", row.content().name());
    values.set("form", row.form().name());
    values.set("channel", row.channel().name());
    values.set("frequency", row.frequency().name());
    values.set("firstDue", row.firstDue() == null ? "" : row.firstDue().toString());
    values.set("responsible", row.responsible());
    values.set("approverGroup", row.approverGroup() == null ? "" : row.approverGroup());
    values.set("receipt", row.receipt() ? "true" : "");
    values.set("freeText", row.freeText() == null ? "" : row.freeText());
    row.audience().roles().forEach(role -> values.add("role", role.name()));
    row.audience().people().forEach(person -> values.add("people", person));
    row.audience().outside().forEach(party -> values.add("outside", String.valueOf(party)));
    return new RowForm(values);
  }

  /** The same with people by their login names, whatever they were called. */
  RowForm withPeople(UnaryOperator<String> named) {
    MultiValueMap<String, String> values = new LinkedMultiValueMap<>(typed);
    values.put("people", people().stream().map(named).distinct().toList());
    return new RowForm(values);
  }

  List<String> people() {
    return all("people");
  }

  /** One of them who is not among those offered, as they were typed, or nothing. */
  public String somebodyElse(Offered offered) {
    return people().stream().filter(offered::lacks).findFirst().orElse("");
  }

  /** What stands in the field. */
  public String text(String field) {
    String value = typed.getFirst(field);
    return value == null ? "" : value;
  }

  /** Whether this box is ticked. */
  public boolean has(String field, Object value) {
    return typed.getOrDefault(field, List.of()).contains(String.valueOf(value));
  }

  NewRow read() {
    Set<Audience.Role> roles = EnumSet.noneOf(Audience.Role.class);
    for (String role : all("role")) {
      roles.add(choice("audience", role, Audience.Role.class));
    }
    List<Long> outside = new ArrayList<>();
    for (String party : all("outside")) {
      if (!party.matches("\\d{1,18}")) {
        throw RefusedException.ofField("outside", "communication.choose");
      }
      outside.add(Long.valueOf(party));
    }
    return new NewRow(
        text("title"),
        text("purpose"),
        choice("content", text("content"), ProjectDocuments.Kind.class),
        choice("form", text("form"), CommunicationRow.Form.class),
        choice("channel", text("channel"), CommunicationRow.Channel.class),
        choice("frequency", text("frequency"), CommunicationRow.Frequency.class),
        day(),
        text("responsible").isBlank() ? null : text("responsible").strip(),
        text("approverGroup").isBlank() ? null : text("approverGroup").strip(),
        "true".equals(text("receipt")),
        text("freeText"),
        new Audience(roles, people(), outside));
  }

  private List<String> all(String field) {
    return typed.getOrDefault(field, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private LocalDate day() {
    String text = text("firstDue").strip();
    try {
      return text.isEmpty() ? null : Days.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw RefusedException.ofField("firstDue", "communication.day");
    }
  }

  private static <E extends Enum<E>> E choice(String field, String value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw RefusedException.ofField(field, "communication.choose");
  }
}
