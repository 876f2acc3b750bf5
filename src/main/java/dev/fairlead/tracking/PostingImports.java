package dev.fairlead.tracking;

import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Postings from a file: it waits until the person who brought it has seen what is right and wrong
 * in it; then all right rows are taken, or none.
 */
@Service
@Transactional
public class PostingImports {
  private final JdbcClient jdbc;
  private final PostingRules rules;
  private final PostingReader reader;
  private final Postings postings;
  private final History history;
  private final FairleadClock clock;

  PostingImports(
      JdbcClient jdbc,
      PostingRules rules,
      PostingReader reader,
      Postings postings,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.reader = reader;
    this.postings = postings;
    this.history = history;
    this.clock = clock;
  }

  /** A file that was taken. */
  public record Imported(
      long id, String fileName, String importedBy, LocalDateTime importedAt, int postings) {}

  /**
   * What a file would bring.
   *
   * @param ignored titles of columns that mean nothing here
   * @param right how many rows are right
   * @param total the sum of their amounts
   * @param before the last time that this very file was taken, or null
   */
  public record Preview(
      String fileName,
      List<PostingRow> rows,
      List<String> ignored,
      int right,
      BigDecimal total,
      Imported before) {

    public int wrong() {
      return rows.size() - right;
    }
  }

  private record Waiting(String fileName, byte[] content) {}

  private record Prepared(Preview preview, List<PostingRules.Checked> right, String digest) {}

  /**
   * Keeps a file until its person takes or leaves it; a later file takes its place.
   *
   * @throws RefusedException of the field {@code file} where it is no table of postings
   */
  public void hold(String projectKey, String fileName, byte[] content, String by) {
    rules.mustTakePostings(projectKey, by);
    PostingTable.read(content);
    forget(projectKey, by);
    jdbc.sql(
            "insert into posting_import_waiting (project_key, brought_by, file_name, content, brought_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(projectKey, by, name(fileName), content, clock.now())
        .update();
  }

  @Transactional(readOnly = true)
  public boolean waits(String projectKey, String by) {
    return waiting(projectKey, by).isPresent();
  }

  /** What the waiting file would bring; nothing is posted. */
  @Transactional(readOnly = true)
  public Preview preview(String projectKey, String by) {
    rules.mustTakePostings(projectKey, by);
    return prepare(projectKey, held(projectKey, by), by).preview();
  }

  /** What a file would bring; nothing is kept. */
  @Transactional(readOnly = true)
  public Preview preview(String projectKey, String fileName, byte[] content, String by) {
    return prepare(projectKey, new Waiting(name(fileName), content), by).preview();
  }

  /**
   * Posts the right rows of the waiting file.
   *
   * @param rows how many right rows the person saw
   * @param total their sum as the person saw it
   * @return how many were posted
   * @throws ConflictException when others are right by now, or they cost something else
   */
  public int take(String projectKey, Integer rows, BigDecimal total, String by) {
    rules.mustTakePostingsAlone(projectKey, by);
    Prepared file = prepare(projectKey, held(projectKey, by), by);
    Preview preview = file.preview();
    if (preview.right() == 0) {
      throw RefusedException.because("tracking.import.nothingRight");
    }
    if (rows == null
        || total == null
        || rows != preview.right()
        || total.compareTo(preview.total()) != 0) {
      throw ConflictException.because("tracking.import.meanwhile");
    }
    // two of the same at the same moment: who takes it away takes it
    if (forget(projectKey, by) == 0) {
      throw ConflictException.because("tracking.import.meanwhile");
    }
    save(projectKey, file, by);
    return preview.right();
  }

  /**
   * Posts all rows of a file, if all are right.
   *
   * @throws RefusedException naming the first row that is not
   */
  public int takeWhole(String projectKey, String fileName, byte[] content, String by) {
    rules.mustTakePostingsAlone(projectKey, by);
    Prepared file = prepare(projectKey, new Waiting(name(fileName), content), by);
    for (PostingRow row : file.preview().rows()) {
      if (!row.isRight()) {
        PostingRow.Problem first = row.problems().get(0);
        throw RefusedException.ofField(
            "file",
            "tracking.import.rowWrong",
            row.number() + (first.column().isEmpty() ? "" : ", " + first.column()),
            first.sentence(),
            file.preview().wrong());
      }
    }
    save(projectKey, file, by);
    return file.preview().right();
  }

  private void save(String projectKey, Prepared file, String by) {
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into posting_import (project_key, file_name, digest, imported_by, imported_at, postings)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            file.preview().fileName(),
            file.digest(),
            by,
            clock.now(),
            file.preview().right())
        .update(keys, "id");
    long id = keys.getKey().longValue();
    for (PostingRules.Checked posting : file.right()) {
      postings.insert(projectKey, posting, null, null, id, by);
    }
    long waiting = file.right().stream().filter(posting -> !posting.approved()).count();
    history.note(
        projectKey,
        by,
        Sentences.say(
            "tracking.history.imported",
            file.preview().fileName(),
            file.preview().right(),
            Amounts.plain(file.preview().total()),
            waiting));
  }

  /** Forgets the waiting file. */
  public void leave(String projectKey, String by) {
    rules.mustTakePostings(projectKey, by);
    forget(projectKey, by);
  }

  private int forget(String projectKey, String by) {
    return jdbc.sql("delete from posting_import_waiting where project_key = ? and brought_by = ?")
        .params(projectKey, by)
        .update();
  }

  public byte[] csvTemplate() {
    return PostingTable.csvTemplate();
  }

  public byte[] xlsxTemplate() {
    return PostingTable.xlsxTemplate();
  }

  private Prepared prepare(String projectKey, Waiting file, String by) {
    Project project = rules.mustTakePostings(projectKey, by);
    PostingTable.Table table = PostingTable.read(file.content());
    PostingReader.Read read = reader.read(project, table.rows(), by);
    String digest = digest(file.content());
    return new Prepared(
        new Preview(
            file.fileName(),
            read.rows(),
            table.ignored(),
            read.right().size(),
            read.right().stream()
                .map(PostingRules.Checked::amount)
                .reduce(new BigDecimal("0.00"), BigDecimal::add),
            before(projectKey, digest)),
        read.right(),
        digest);
  }

  private Imported before(String projectKey, String digest) {
    return jdbc.sql(
            "select id, file_name, imported_by, imported_at, postings from posting_import"
                + " where project_key = ? and digest = ? order by id desc limit 1")
        .params(projectKey, digest)
        .query(Imported.class)
        .optional()
        .orElse(null);
  }

  private Waiting held(String projectKey, String by) {
    return waiting(projectKey, by)
        .orElseThrow(() -> NotFoundException.because("tracking.import.nothingWaits", projectKey));
  }

  private Optional<Waiting> waiting(String projectKey, String by) {
    return jdbc.sql(
            "select file_name, content from posting_import_waiting where project_key = ? and brought_by = ?")
        .params(projectKey, by)
        .query((row, i) -> new Waiting(row.getString(1), row.getBytes(2)))
        .optional();
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String name(String fileName) {
    String name =
        fileName == null ? "" : fileName.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
    return name.length() > 200 ? name.substring(0, 200) : name;
  }
}
