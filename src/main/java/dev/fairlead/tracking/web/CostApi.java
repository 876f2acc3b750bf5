package dev.fairlead.tracking.web;

import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.Commitment;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.PostingImports;
import dev.fairlead.tracking.Postings;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Postings with their approval, commitments and budget lines for other programs. */
@RestController
@Tag(name = "Costs")
class CostApi {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Projects projects;
  private final Costs costs;
  private final Postings postings;
  private final Commitments commitments;
  private final PostingImports imports;
  private final FairleadClock clock;

  CostApi(
      Projects projects,
      Costs costs,
      Postings postings,
      Commitments commitments,
      PostingImports imports,
      FairleadClock clock) {
    this.projects = projects;
    this.costs = costs;
    this.postings = postings;
    this.commitments = commitments;
    this.imports = imports;
    this.clock = clock;
  }

  /** Postings from the newest on, at most 100; those before the posting {@code before}. */
  @GetMapping("/api/projects/{key}/postings")
  List<Posting> postings(@PathVariable String key, @RequestParam(required = false) Long before) {
    return postings.page(projects.get(key).key(), before, 100);
  }

  /** What waits for approval, the oldest first. */
  @GetMapping("/api/projects/{key}/postings/waiting")
  List<Posting> waiting(@PathVariable String key) {
    return postings.waiting(projects.get(key).key());
  }

  /** Posts time or an expense; answers it as it was kept. */
  @PostMapping("/api/projects/{key}/postings")
  @ResponseStatus(HttpStatus.CREATED)
  Posting post(@PathVariable String key, @RequestBody NewPosting wanted, Principal who) {
    return postings.get(key, postings.post(key, wanted, who.getName()));
  }

  /** What the coordinator decides on postings that wait. */
  enum Decision {
    APPROVE,
    RETURN
  }

  /**
   * A decision on several postings.
   *
   * @param reason needed for those that are returned
   */
  record Decided(Decision decision, List<Long> postings, String reason) {}

  /** Approves or returns postings that wait, all of them or none; answers them as they are now. */
  @PostMapping("/api/projects/{key}/postings/decisions")
  List<Posting> decide(@PathVariable String key, @RequestBody Decided wanted, Principal who) {
    if (wanted.decision() == null) {
      throw RefusedException.ofField("decision", "tracking.decisionMissing");
    }
    if (wanted.decision() == Decision.APPROVE) {
      postings.approve(key, wanted.postings(), who.getName());
    } else {
      postings.sendBack(key, wanted.postings(), wanted.reason(), who.getName());
    }
    return wanted.postings().stream().distinct().map(id -> postings.get(key, id)).toList();
  }

  /** What becomes of a posting that is wrong. */
  enum Correction {
    /** Its author takes back what was submitted or returned. */
    WITHDRAW,
    /**
     * Another posting takes its place: by its author where it was returned, else the coordinator.
     */
    CORRECT,
    /** The coordinator takes an approved one back by a counter-posting. */
    TAKE_BACK
  }

  /**
   * A correction of one posting.
   *
   * @param instead what is posted in its place; needed to correct
   * @param reason needed for one that was approved
   */
  record Corrected(Correction correction, Long posting, NewPosting instead, String reason) {}

  /**
   * Withdraws, corrects or takes back a posting; answers it as it is now, followed by the one that
   * was made for it.
   */
  @PostMapping("/api/projects/{key}/postings/corrections")
  List<Posting> correct(@PathVariable String key, @RequestBody Corrected wanted, Principal who) {
    if (wanted.correction() == null) {
      throw RefusedException.ofField("correction", "tracking.correctionMissing");
    }
    if (wanted.posting() == null) {
      throw RefusedException.ofField("posting", "tracking.missing", "the posting");
    }
    long id = wanted.posting();
    return switch (wanted.correction()) {
      case WITHDRAW -> {
        postings.withdraw(key, id, who.getName());
        yield List.of(postings.get(key, id));
      }
      case CORRECT -> {
        if (wanted.instead() == null) {
          throw RefusedException.ofField("instead", "tracking.missing", "the posting instead");
        }
        long made = postings.correct(key, id, wanted.instead(), wanted.reason(), who.getName());
        yield List.of(postings.get(key, id), postings.get(key, made));
      }
      case TAKE_BACK -> {
        long made = postings.takeBack(key, id, wanted.reason(), who.getName());
        yield List.of(postings.get(key, id), postings.get(key, made));
      }
    };
  }

  /** What an import of postings took, or would take. */
  record Imported(boolean saved, PostingImports.Preview file) {}

  /** Posts all rows of a CSV or XLSX file, if all are right; a preview says what is wrong. */
  @PostMapping(
      path = "/api/projects/{key}/postings/import",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Imported read(
      @PathVariable String key,
      @RequestParam("file") MultipartFile file,
      @RequestParam(defaultValue = "false") boolean preview,
      Principal who)
      throws IOException {
    String name = file.getOriginalFilename();
    byte[] content = file.getBytes();
    PostingImports.Preview seen = imports.preview(key, name, content, who.getName());
    if (!preview) {
      imports.takeWhole(key, name, content, who.getName());
    }
    return new Imported(!preview, seen);
  }

  /** An empty spreadsheet with the columns that an import of postings understands. */
  @GetMapping("/api/postings/template")
  ResponseEntity<byte[]> template(@RequestParam(defaultValue = "xlsx") String format) {
    return switch (format) {
      case "csv" -> file("postings-template.csv", "text/csv;charset=UTF-8", imports.csvTemplate());
      case "xlsx" -> file("postings-template.xlsx", XLSX, imports.xlsxTemplate());
      default ->
          throw RefusedException.ofField("format", "tracking.import.format", format, "csv, xlsx");
    };
  }

  private static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .contentType(MediaType.parseMediaType(type))
        .body(content);
  }

  /** What was ordered, the latest first. */
  @GetMapping("/api/projects/{key}/commitments")
  List<Commitment> commitments(@PathVariable String key) {
    return commitments.of(projects.get(key).key());
  }

  /** Enters an order; answers it as it was kept. */
  @PostMapping("/api/projects/{key}/commitments")
  @ResponseStatus(HttpStatus.CREATED)
  Commitment commit(@PathVariable String key, @RequestBody NewCommitment wanted, Principal who) {
    return commitments.enter(key, wanted, who.getName());
  }

  /** Which commitment is closed, and why. */
  record Closing(Long commitment, String reason) {}

  /** Says that no more invoices come for a commitment. */
  @PostMapping("/api/projects/{key}/commitments/closings")
  Commitment close(@PathVariable String key, @RequestBody Closing wanted, Principal who) {
    if (wanted.commitment() == null) {
      throw RefusedException.ofField("commitment", "tracking.missing", "the commitment");
    }
    commitments.close(key, wanted.commitment(), wanted.reason(), who.getName());
    return commitments.get(key, wanted.commitment());
  }

  /** Budget lines with what was posted, waits and is ordered, at the end of a day. */
  @GetMapping("/api/projects/{key}/budget-lines")
  List<Costs.LineSpent> lines(
      @PathVariable String key, @RequestParam(required = false) LocalDate date) {
    projects.get(key);
    return costs.byLine(key, date == null ? clock.today() : date);
  }
}
