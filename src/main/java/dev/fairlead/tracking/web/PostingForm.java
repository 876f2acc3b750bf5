package dev.fairlead.tracking.web;

import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Typed;
import java.util.HashMap;
import java.util.Map;

/** The fields of a posting, in both directions. */
final class PostingForm {
  private PostingForm() {}

  static NewPosting read(Map<String, String> form) {
    Typed typed = new Typed(form);
    Integer commitment = typed.whole("commitment", "the commitment");
    return new NewPosting(
        typed.day("day", "the day"),
        typed.choice("kind", Posting.Kind.class),
        typed.number("amount", "the amount"),
        typed.number("hours", "the hours"),
        typed.text("person"),
        typed.whole("task", "the task"),
        typed.whole("budgetLine", "the budget line"),
        typed.text("text"),
        commitment == null ? null : commitment.longValue());
  }

  /**
   * A posting as one would have typed it.
   *
   * @param byRate whether its amount follows from hours and rate, so that nobody types it
   */
  static Map<String, String> of(Posting posting, boolean byRate) {
    Map<String, String> form = new HashMap<>();
    form.put("day", posting.postingDay().toString());
    form.put("kind", posting.kind().name());
    form.put("amount", byRate ? "" : posting.amount().toPlainString());
    put(form, "hours", posting.hours());
    put(form, "person", posting.person());
    put(form, "task", posting.task());
    put(form, "budgetLine", posting.budgetLine());
    put(form, "commitment", posting.commitment());
    form.put("text", posting.text());
    return form;
  }

  private static void put(Map<String, String> form, String field, Object value) {
    form.put(field, value == null ? "" : value.toString());
  }
}
