package dev.fairlead.tracking.web;

import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.EarnedValueParts;
import dev.fairlead.tracking.HoursFile;
import dev.fairlead.tracking.HoursTable;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.PostedHours;
import dev.fairlead.tracking.Progress;
import dev.fairlead.tracking.ProgressReport;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.LocalDate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Progress and earned value for other programs. */
@RestController
@Tag(name = "Progress and earned value")
@RequestMapping("/api/projects/{key}")
class TrackingApi {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Projects projects;
  private final Progress progress;
  private final Costs costs;
  private final PostedHours hours;
  private final HoursFile hoursFile;
  private final FairleadClock clock;

  TrackingApi(
      Projects projects,
      Progress progress,
      Costs costs,
      PostedHours hours,
      HoursFile hoursFile,
      FairleadClock clock) {
    this.projects = projects;
    this.progress = progress;
    this.costs = costs;
    this.hours = hours;
    this.hoursFile = hoursFile;
    this.clock = clock;
  }

  /**
   * Reports on one task; answers the report as it was kept. What is left out stays as it was
   * reported before: the actual days, and a forecast until its day is over. A call that only adds a
   * note repeats the percentage.
   */
  @PostMapping("/progress")
  @ResponseStatus(HttpStatus.CREATED)
  ProgressReport report(@PathVariable String key, @RequestBody NewProgress wanted, Principal who) {
    progress.report(key, wanted, who.getName());
    return progress.reportPage(key, wanted.task(), 1).getContent().get(0);
  }

  /**
   * Earned value at the end of a day, where none is given of today or of the day on which the
   * project was closed; undefined quotients are left out. Planned value and actual time count the
   * days until {@code plannedUntil}, which is the day before as long as today lasts.
   */
  @GetMapping("/earned-value")
  EarnedValue figures(@PathVariable String key, @RequestParam(required = false) LocalDate date) {
    return costs.figures(key, statusDate(key, date));
  }

  /**
   * The same by branch of the work and by budget line, with the tasks that they are summed from.
   */
  @GetMapping("/earned-value/parts")
  EarnedValueParts parts(@PathVariable String key, @RequestParam(required = false) LocalDate date) {
    return costs.parts(key, statusDate(key, date));
  }

  /**
   * Planned, posted and remaining person-hours by task and by person, as of today or of the day on
   * which the project was closed; what is undefined is left out.
   */
  @GetMapping("/hours")
  HoursTable hours(@PathVariable String key) {
    return hours.of(key);
  }

  /** The same as a file, {@code xlsx} or {@code csv}. */
  @GetMapping("/hours/export")
  ResponseEntity<byte[]> hoursFile(
      @PathVariable String key, @RequestParam(defaultValue = "xlsx") String format) {
    HoursTable table = hours.of(key);
    String name = key + "-hours-" + table.statusDate() + "." + format;
    return switch (format) {
      case "csv" -> file(name, "text/csv;charset=UTF-8", hoursFile.csv(table));
      case "xlsx" -> file(name, XLSX, hoursFile.xlsx(table));
      default ->
          throw RefusedException.ofField("format", "tracking.hours.format", format, "csv, xlsx");
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

  private LocalDate statusDate(String key, LocalDate date) {
    LocalDate ours = projects.get(key).statusDate(clock.today());
    return date == null ? ours : date;
  }
}
