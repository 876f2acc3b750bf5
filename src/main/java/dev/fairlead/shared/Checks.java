package dev.fairlead.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers what is wrong with the fields of a form, while it is read and by the rules, so that
 * whoever filled it in is told everything at once. Of each field only the first refusal counts.
 */
public final class Checks {
  private final List<RefusedException> refusals = new ArrayList<>();

  /** Keeps that this field is wrong, unless something else was wrong with it before. */
  public void refuse(String field, String code, Object... arguments) {
    if (!refuses(field)) {
      refusals.add(RefusedException.ofField(field, code, arguments));
    }
  }

  /**
   * What is read or checked, or null where a field of it is wrong, which is kept; what is wrong
   * with the whole is thrown at once.
   */
  public <T> T value(Supplier<T> checked) {
    try {
      return checked.get();
    } catch (RefusedException refused) {
      if (refused.field() == null) {
        throw refused;
      }
      if (!refuses(refused.field())) {
        refusals.add(refused);
      }
      return null;
    }
  }

  /** Whether something is wrong with this field. */
  public boolean refuses(String field) {
    return refusals.stream().anyMatch(refusal -> refusal.field().equals(field));
  }

  /**
   * @throws RefusedException naming every field that is wrong, when one is
   */
  public void done() {
    if (!refusals.isEmpty()) {
      throw RefusedException.ofFields(refusals);
    }
  }
}
