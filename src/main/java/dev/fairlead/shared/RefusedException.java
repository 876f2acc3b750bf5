package dev.fairlead.shared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of the domain refuses what was asked. The message is a sentence for the person who asked;
 * it names what is wrong, where, and what to do. Answered as HTTP 422 (or as the field's own
 * message on a page), or as 403 where anybody else might have done it.
 */
public class RefusedException extends RuntimeException {
  private final String code;
  private final String field;
  private final boolean forbidden;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> codes = new LinkedHashMap<>();

  private RefusedException(String field, boolean forbidden, String code, Object... arguments) {
    this(field, forbidden, code, Sentences.say(code, arguments), null);
  }

  private RefusedException(
      String field, boolean forbidden, String code, String sentence, RefusedException cause) {
    super(sentence, cause);
    this.code = code;
    this.field = field;
    this.forbidden = forbidden;
    if (field != null) {
      fields.put(field, sentence);
      codes.put(field, code);
    }
  }

  /** Refuses with the sentence {@code code} of the room's bundle. */
  public static RefusedException because(String code, Object... arguments) {
    return new RefusedException(null, false, code, arguments);
  }

  /** Refuses the value of one input field. */
  public static RefusedException ofField(String field, String code, Object... arguments) {
    return new RefusedException(field, false, code, arguments);
  }

  /** Refuses several fields at once; code, field and message are those of the first. */
  static RefusedException ofFields(List<RefusedException> refusals) {
    RefusedException first = refusals.get(0);
    RefusedException all = first.at(first.field());
    refusals.forEach(refusal -> all.fields.putAll(refusal.fields));
    refusals.forEach(refusal -> all.codes.putAll(refusal.codes));
    return all;
  }

  /** Refuses because of who asks, not because of what is asked. */
  public static RefusedException forbidden(String code, Object... arguments) {
    return new RefusedException(null, true, code, arguments);
  }

  /** The same refusal for a field of this name, such as that of one row among many. */
  public RefusedException at(String row) {
    return new RefusedException(row, forbidden, code, getMessage(), this);
  }

  /** Whether it is about who asks. */
  public boolean isForbidden() {
    return forbidden;
  }

  public String code() {
    return code;
  }

  /** The input field that is wrong, or null where the refusal is about the whole. */
  public String field() {
    return field;
  }

  /** The sentence of each input field that is wrong; none where the refusal is about the whole. */
  public Map<String, String> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** The code of each of these sentences, for whoever says it in another language. */
  public Map<String, String> codes() {
    return Collections.unmodifiableMap(codes);
  }
}
