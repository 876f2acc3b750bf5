package dev.fairlead.communication.web;

import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Engagement;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.Reach;
import dev.fairlead.communication.Stakeholder;
import dev.fairlead.communication.StakeholderFile;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stakeholders for other programs, which read as much as the person whose login they use. */
@RestController
@Tag(name = "Stakeholders")
@RequestMapping("/api/projects/{key}/stakeholders")
class StakeholderApi {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Stakeholders stakeholders;
  private final StakeholderFile file;
  private final Reach reach;
  private final Projects projects;

  StakeholderApi(Stakeholders stakeholders, StakeholderFile file, Reach reach, Projects projects) {
    this.stakeholders = stakeholders;
    this.file = file;
    this.reach = reach;
    this.projects = projects;
  }

  /**
   * A stakeholder, what the grid proposes, and by what the communication plan reaches them.
   *
   * @param seen is sent along when the stakeholder is changed
   */
  record Line(
      Stakeholder stakeholder, Engagement engagement, List<String> reachedBy, String seen) {}

  private static Line line(Stakeholder one, Reach.Rows rows) {
    return new Line(
        one,
        one.engagement(),
        rows.of(one).stream().map(CommunicationRow::title).toList(),
        one.seen());
  }

  /**
   * All stakeholders, also former ones. What is judged about them is left out where whoever asks
   * may not read it.
   */
  @GetMapping
  List<Line> all(@PathVariable String key, Principal who) {
    Project project = projects.get(key);
    List<Stakeholder> all = stakeholders.all(key, who.getName());
    Reach.Rows rows = reach.of(project);
    return all.stream().map(one -> line(one, rows)).toList();
  }

  /** The same as a file, {@code xlsx} or {@code csv}. */
  @GetMapping("/export")
  ResponseEntity<byte[]> export(
      @PathVariable String key, @RequestParam(defaultValue = "xlsx") String format, Principal who) {
    Project project = projects.get(key);
    List<Stakeholder> all = stakeholders.all(key, who.getName());
    return switch (format) {
      case "csv" -> file(key, format, "text/csv;charset=UTF-8", file.csv(project, all));
      case "xlsx" -> file(key, format, XLSX, file.xlsx(project, all));
      default ->
          throw RefusedException.ofField("format", "tracking.hours.format", format, "csv, xlsx");
    };
  }

  private static ResponseEntity<byte[]> file(
      String key, String format, String type, byte[] content) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(key + "-stakeholders." + format)
                .build()
                .toString())
        .contentType(MediaType.parseMediaType(type))
        .body(content);
  }

  /** Enters a stakeholder; answers it as it was kept. Only the coordinator may. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Line add(@PathVariable String key, @RequestBody NewStakeholder wanted, Principal who) {
    Stakeholder made = stakeholders.add(key, wanted, who.getName(), new Checks());
    return line(made, reach.of(projects.get(key)));
  }

  /**
   * What becomes of a stakeholder.
   *
   * @param seen as it was read with the stakeholder
   * @param active false where the project does not concern them any more; left out, it stays
   * @param stakeholder all of it as it shall be, or left out where nothing of it changes
   */
  record Change(Integer number, String seen, Boolean active, NewStakeholder stakeholder) {}

  /** Changes a stakeholder; answers it as it is now. Only the coordinator may. */
  @PostMapping("/changes")
  Line change(@PathVariable String key, @RequestBody Change wanted, Principal who) {
    String by = who.getName();
    int number = wanted.number() == null ? 0 : wanted.number();
    if ((wanted.active() == null) == (wanted.stakeholder() == null)) {
      throw RefusedException.because("communication.stakeholder.oneChange");
    }
    Stakeholder is =
        wanted.stakeholder() != null
            ? stakeholders.change(
                key, number, wanted.stakeholder(), wanted.seen(), by, new Checks())
            : wanted.active()
                ? stakeholders.restore(key, number, wanted.seen(), by)
                : stakeholders.retire(key, number, wanted.seen(), by);
    return line(is, reach.of(projects.get(key)));
  }
}
