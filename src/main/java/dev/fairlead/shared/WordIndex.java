package dev.fairlead.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds texts by their words, in the same way on every database: a row for each word of each text,
 * looked up by the word.
 */
@Component
public class WordIndex {
  private static final int MOST_WORDS = 400;
  private static final int MOST_ASKED = 12;

  private final JdbcTemplate jdbc;

  public WordIndex(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Texts that share words with what somebody typed, as a table with the columns {@code ref} and
   * {@code score} to be joined with. Rare words count more than common ones.
   *
   * @param sql with the named values below
   */
  public record Hits(String sql, Map<String, Object> values) {}

  /**
   * Keeps the words of a text, in the place of those that were known of it.
   *
   * @param title counts twice
   */
  public void put(String kind, String ref, String title, String text) {
    jdbc.update("delete from search_word where kind = ? and ref = ?", kind, ref);
    Set<String> inTitle = Words.of(title);
    Set<String> all = Words.of(title + " " + text);
    List<Object[]> rows =
        all.stream()
            .limit(MOST_WORDS)
            .map(word -> new Object[] {kind, word, ref, inTitle.contains(word) ? 2 : 1})
            .toList();
    jdbc.batchUpdate("insert into search_word (kind, word, ref, weight) values (?, ?, ?, ?)", rows);
  }

  /**
   * What to join with for a text that is being typed, whose last word may not be complete yet; null
   * where it holds no word to search by.
   */
  public Hits hits(String kind, String typed) {
    List<String> words = new ArrayList<>(Words.of(typed));
    if (words.isEmpty()) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    String begun = null;
    if (Words.endInOne(typed)) {
      String last = words.remove(words.size() - 1);
      values.put("from", last);
      values.put("to", last + "\uffff");
      begun = "word >= :from and word < :to";
    }
    return hits(kind, begun, words.subList(0, Math.min(words.size(), MOST_ASKED)), values);
  }

  /** The same for whole words, of which there may be some dozens; null where there is none. */
  public Hits hits(String kind, List<String> words) {
    return words.isEmpty() ? null : hits(kind, null, words, new HashMap<>());
  }

  private static Hits hits(
      String kind, String begun, List<String> words, Map<String, Object> values) {
    values.put("kind", kind);
    // one look-up for each word: neither database finds all of a list by the index
    List<String> lookUps = new ArrayList<>();
    if (begun != null) {
      lookUps.add(begun);
    }
    for (int i = 0; i < words.size(); i++) {
      values.put("word" + i, words.get(i));
      lookUps.add("word = :word" + i);
    }
    String found =
        lookUps.stream()
            .map(one -> "select word, ref, weight from search_word where kind = :kind and " + one)
            .collect(Collectors.joining(" union "));
    return new Hits(
        "select ref, sum(cast(weight as double precision) / texts) as score from"
            + " (select ref, weight, count(*) over (partition by word) as texts from ("
            + found
            + ") found) weighed group by ref",
        values);
  }
}
