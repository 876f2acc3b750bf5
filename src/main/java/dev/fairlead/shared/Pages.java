package dev.fairlead.shared;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/**
 * Long lists stand on pages of the same length, numbered from 1, and say how many there are of what
 * they show. Whoever asks for a page behind the last gets the last.
 */
public final class Pages {
  /** So many on a page. */
  public static final int SIZE = 50;

  private Pages() {}

  /** The part of a list that stands on a page. */
  public static Pageable part(int number, long total) {
    long last = Math.max(0, (total - 1) / SIZE);
    return PageRequest.of((int) Math.max(0, Math.min(number - 1L, last)), SIZE);
  }

  /**
   * A page that is read by itself. How many there are is counted only where they do not all stand
   * on the first.
   */
  public static <T> Page<T> read(
      int number, Function<Pageable, List<T>> some, LongSupplier counted) {
    Pageable wanted = part(number, Long.MAX_VALUE);
    List<T> found = some.apply(wanted);
    if (wanted.getPageNumber() == 0 && found.size() < SIZE) {
      return new PageImpl<>(found, wanted, found.size());
    }
    long total = counted.getAsLong();
    Pageable part = part(number, total);
    return new PageImpl<>(part.equals(wanted) ? found : some.apply(part), part, total);
  }

  /** A page of what is known as a whole. */
  public static <T> Page<T> of(List<T> all, int number) {
    Pageable part = part(number, all.size());
    int from = (int) part.getOffset();
    return new PageImpl<>(all.subList(from, Math.min(from + SIZE, all.size())), part, all.size());
  }
}
