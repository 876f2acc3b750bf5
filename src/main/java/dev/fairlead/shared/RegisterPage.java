package dev.fairlead.shared;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A page of one part of a register, such as of what is open.
 *
 * @param counts how many stand in each part, in the order in which they are offered
 * @param <P> the parts
 * @param <T> what is registered
 */
public record RegisterPage<P extends Enum<P>, T>(Map<P, Long> counts, Page<T> page) {

  /** A part that may be looked at by itself. */
  public interface Part {
    /** In SQL; it may name {@code :today} and {@code :by}, who looks. */
    String condition();
  }

  /**
   * Read in two statements.
   *
   * @param from table and what all parts have in common, in SQL
   * @param order columns, in SQL
   * @param values of what these name, beside today and by
   * @param number of the page from 1; the last one where there are not so many
   */
  public static <P extends Enum<P> & Part, T> RegisterPage<P, T> read(
      JdbcClient jdbc,
      String from,
      P shown,
      String order,
      Map<String, ?> values,
      int number,
      RowMapper<T> row) {
    P[] parts = shown.getDeclaringClass().getEnumConstants();
    Map<P, Long> counts = new EnumMap<>(shown.getDeclaringClass());
    jdbc.sql(
            "select "
                + Arrays.stream(parts)
                    .map(part -> "count(*) filter (where " + part.condition() + ")")
                    .collect(Collectors.joining(", "))
                + " from "
                + from)
        .params(values)
        .query(
            found -> {
              for (P part : parts) {
                counts.put(part, found.getLong(part.ordinal() + 1));
              }
            });
    Pageable part = Pages.part(number, counts.get(shown));
    return new RegisterPage<>(
        counts,
        new PageImpl<>(
            jdbc.sql(
                    "select * from "
                        + from
                        + " and "
                        + shown.condition()
                        + " order by "
                        + order
                        + " limit :most offset :skipped")
                .params(values)
                .param("most", part.getPageSize())
                .param("skipped", part.getOffset())
                .query(row)
                .list(),
            part,
            counts.get(shown)));
  }

  /** The counts, by the names of the parts. */
  public Map<String, Long> named() {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((part, count) -> named.put(name(part), count));
    return named;
  }

  /** Of all there are to choose, as addresses and keys of texts say them. */
  public static List<String> names(Class<? extends Enum<?>> choices) {
    return Arrays.stream(choices.getEnumConstants()).map(RegisterPage::name).toList();
  }

  /** The choice that an address names in small letters, or the other where it names none. */
  public static <E extends Enum<E>> E chosen(String name, E otherwise) {
    return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
        .filter(one -> name(one).equals(name))
        .findFirst()
        .orElse(otherwise);
  }

  /** As addresses and keys of texts say it. */
  public static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
