package dev.fairlead.plan.web;

import dev.fairlead.plan.ImportResult;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.exchange.LossReport;
import dev.fairlead.plan.exchange.PlanExport;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.Principal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Plans for other programs: import, tasks with their dates, export, templates. */
@RestController
@Tag(name = "Plans")
class PlanApi {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final PlanImports imports;
  private final PlanExport export;
  private final Plans plans;
  private final Projects projects;
  private final FairleadClock clock;
  private final String url;

  PlanApi(
      PlanImports imports,
      PlanExport export,
      Plans plans,
      Projects projects,
      FairleadClock clock,
      @Value("${fairlead.url}") String url) {
    this.imports = imports;
    this.export = export;
    this.plans = plans;
    this.projects = projects;
    this.clock = clock;
    this.url = url;
  }

  /**
   * What an import took.
   *
   * @param people number of people who are responsible for tasks now
   * @param unmatchedPeople names that fit no user
   * @param losses sentences on what was changed or left out
   * @param report the same part by part, with the tasks that it happened to
   * @param saved false where only a preview was asked for
   */
  record Imported(
      int tasks,
      int links,
      int people,
      List<String> unmatchedPeople,
      List<String> losses,
      int version,
      LossReport report,
      boolean saved) {}

  /**
   * Replaces the plan by a file of MS Project, Primavera or a spreadsheet, wholly or not at all.
   *
   * @param preview true to see what the file would bring; nothing is saved
   * @param version the version that a preview answered: if somebody has saved the plan since, the
   *     file is refused with 409; without it the file replaces whatever stands there
   */
  @PostMapping(
      path = "/api/projects/{key}/plan/import",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Imported read(
      @PathVariable String key,
      @RequestParam("file") MultipartFile file,
      @RequestParam(defaultValue = "false") boolean preview,
      @RequestParam(required = false) Integer version,
      Principal who)
      throws IOException {
    String name = file.getOriginalFilename();
    ImportResult result =
        preview
            ? imports.preview(key, name, file.getBytes(), who.getName()).result()
            : imports.read(key, version, name, file.getBytes(), who.getName());
    return new Imported(
        result.tasks(),
        result.links(),
        result.people().size(),
        result.unmatchedPeople(),
        result.losses(),
        result.version(),
        result.report(),
        !preview);
  }

  /** The imports of a project, the latest first. */
  @GetMapping("/api/projects/{key}/plan/imports")
  List<PlanImports.Imported> imports(@PathVariable String key) {
    return imports.all(projects.get(key).key());
  }

  /** What an import took, changed and left out. */
  @GetMapping("/api/projects/{key}/plan/imports/{id}")
  LossReport report(@PathVariable String key, @PathVariable long id) {
    return imports
        .report(key, id)
        .orElseThrow(() -> NotFoundException.because("plan.import.unknown", id, key));
  }

  /**
   * A task with its computed dates.
   *
   * @param totalSlack working days that it may slip without moving the finish of the project
   * @param totalSlackMinutes the same in working minutes
   */
  record Task(
      int number,
      String wbs,
      Integer parent,
      String name,
      boolean summary,
      boolean milestone,
      LocalDateTime start,
      LocalDateTime finish,
      int percent,
      boolean critical,
      BigDecimal totalSlack,
      long totalSlackMinutes,
      String owner) {}

  /** The tasks in the order of the work breakdown, with their computed dates and slack. */
  @GetMapping("/api/projects/{key}/plan/tasks")
  List<Task> tasks(@PathVariable String key) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(plan, project);
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    BigDecimal day = BigDecimal.valueOf(plan.calendar().minutesPerDay());
    List<Task> rows = new ArrayList<>();
    for (ScheduledTask dates : schedule.tasks()) {
      PlanTask task = tasks.get(dates.number());
      rows.add(
          new Task(
              task.number(),
              dates.wbs(),
              task.parent(),
              task.name(),
              dates.summary(),
              task.milestone(),
              dates.start(),
              dates.finish(),
              dates.percentComplete(),
              dates.critical(),
              BigDecimal.valueOf(dates.totalSlack()).divide(day, 2, RoundingMode.HALF_UP),
              dates.totalSlack(),
              task.owner()));
    }
    return rows;
  }

  /** The plan as a file. */
  @GetMapping("/api/projects/{key}/plan/export")
  ResponseEntity<byte[]> export(
      @PathVariable String key, @RequestParam(defaultValue = "xml") String format, Principal who) {
    Project project = projects.get(key);
    WorkPlan plan = plans.current(key);
    Schedule schedule = plans.schedule(plan, project);
    return switch (format) {
      case "xml" ->
          file(
              key + ".xml",
              MediaType.APPLICATION_XML_VALUE,
              export.mspdi(plan, schedule, project.name()));
      case "pmxml" ->
          file(
              key + "-p6.xml",
              MediaType.APPLICATION_XML_VALUE,
              export.pmxml(plan, schedule, project.name()));
      case "ics" ->
          file(
              key + ".ics",
              "text/calendar;charset=UTF-8",
              export.ics(plan, schedule, project.name(), who.getName(), url, clock));
      case "csv" -> file(key + ".csv", "text/csv;charset=UTF-8", export.csv(plan, schedule));
      case "xlsx" -> file(key + ".xlsx", XLSX, export.xlsx(plan, schedule));
      default ->
          throw RefusedException.ofField(
              "format", "plan.exportFormat", format, "xml, pmxml, csv, xlsx, ics");
    };
  }

  /** An empty spreadsheet with the columns that an import understands. */
  @GetMapping("/api/plan/template")
  ResponseEntity<byte[]> template(@RequestParam(defaultValue = "xlsx") String format) {
    return switch (format) {
      case "csv" -> file("plan-template.csv", "text/csv;charset=UTF-8", export.csvTemplate());
      case "xlsx" -> file("plan-template.xlsx", XLSX, export.xlsxTemplate());
      default -> throw RefusedException.ofField("format", "plan.exportFormat", format, "csv, xlsx");
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
}
