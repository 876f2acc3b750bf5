package dev.fairlead.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.Users;
import dev.fairlead.plan.exchange.DateComparison;
import dev.fairlead.plan.exchange.ImportedPlan;
import dev.fairlead.plan.exchange.Loss;
import dev.fairlead.plan.exchange.LossReport;
import dev.fairlead.plan.exchange.Losses;
import dev.fairlead.plan.exchange.PlanImport;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a plan from a file: all of it or nothing. Where the project has a plan already, the file
 * waits until somebody has seen what it would bring.
 */
@Service
public class PlanImports {
  /**
   * An import of the past.
   *
   * @param losses one sentence per line
   * @param planVersion version of the plan that the import made
   */
  public record Imported(
      long id,
      String fileName,
      String format,
      String importedBy,
      LocalDateTime importedAt,
      int tasks,
      int links,
      int planVersion,
      String losses) {}

  /** A file that waits to be taken or left. */
  public record Waiting(
      String fileName, String broughtBy, LocalDateTime broughtAt, int planVersion) {}

  private record Held(Waiting file, byte[] content) {}

  /**
   * What a file would bring, beside what stands in the plan now.
   *
   * @param seen tells this file from every other
   */
  public record Preview(
      String seen,
      ImportResult result,
      int tasksNow,
      LocalDateTime finishNow,
      LocalDateTime finishThen,
      List<String> fallAway) {}

  private final PlanImport reader;
  private final Plans plans;
  private final Scheduler scheduler;
  private final Projects projects;
  private final Users users;
  private final Authority authority;
  private final History history;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final FairleadClock clock;
  private final ObjectMapper json;

  PlanImports(
      PlanImport reader,
      Plans plans,
      Scheduler scheduler,
      Projects projects,
      Users users,
      Authority authority,
      History history,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      FairleadClock clock,
      ObjectMapper json) {
    this.reader = reader;
    this.plans = plans;
    this.scheduler = scheduler;
    this.projects = projects;
    this.users = users;
    this.authority = authority;
    this.history = history;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.json = json;
  }

  /** A file read into a plan that is not saved yet. */
  private record Prepared(
      Project project,
      String fileName,
      WorkPlan before,
      WorkPlan plan,
      Schedule schedule,
      Set<String> matched,
      Set<String> unmatched,
      List<Loss> losses,
      LossReport report) {

    ImportResult result(int version, long id) {
      return new ImportResult(
          plan.tasks().size(),
          plan.links().size(),
          List.copyOf(matched),
          List.copyOf(unmatched),
          losses.stream().map(Loss::sentence).toList(),
          report,
          version,
          id);
    }
  }

  /**
   * Replaces the project's tasks by those of the file. The file is read before any table is
   * touched.
   *
   * @throws dev.fairlead.shared.RefusedException saying why the file cannot be taken
   */
  public ImportResult read(String projectKey, String fileName, byte[] content, String by) {
    return read(projectKey, null, fileName, content, by);
  }

  /**
   * The same where somebody has looked before.
   *
   * @param planVersion of the plan that the file is to replace, or null for whatever stands there
   * @throws ConflictException when somebody saved meanwhile
   */
  public ImportResult read(
      String projectKey, Integer planVersion, String fileName, byte[] content, String by) {
    Prepared prepared = prepare(projectKey, fileName, content, by);
    if (planVersion != null && planVersion != prepared.before().version()) {
      throw ConflictException.because("plan.stale");
    }
    return save(prepared, by);
  }

  /** What {@link #read} would do; nothing is saved. */
  public Preview preview(String projectKey, String fileName, byte[] content, String by) {
    Prepared prepared = prepare(projectKey, fileName, content, by);
    WorkPlan before = prepared.before();
    Set<String> kept = new TreeSet<>();
    prepared.plan().tasks().forEach(task -> kept.add(task.number() + " " + task.name()));
    return new Preview(
        seen(prepared.fileName(), content),
        prepared.result(before.version(), 0),
        before.tasks().size(),
        before.tasks().isEmpty() ? null : plans.schedule(before, prepared.project()).finish(),
        prepared.schedule().finish(),
        before.tasks().stream()
            .filter(task -> !kept.contains(task.number() + " " + task.name()))
            .map(PlanRules::label)
            .toList());
  }

  /**
   * Keeps the file until somebody takes or leaves it; a later file of the same project takes its
   * place.
   *
   * @throws dev.fairlead.shared.RefusedException saying why the file could not be taken
   */
  public void hold(String projectKey, String fileName, byte[] content, String by) {
    Prepared prepared = prepare(projectKey, fileName, content, by);
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("delete from plan_import_waiting where project_key = ?")
              .param(projectKey)
              .update();
          jdbc.sql(
                  "insert into plan_import_waiting (project_key, file_name, content, brought_by, brought_at,"
                      + " plan_version) values (?, ?, ?, ?, ?, ?)")
              .params(
                  projectKey,
                  prepared.fileName(),
                  content,
                  by,
                  clock.now(),
                  prepared.before().version())
              .update();
        });
  }

  /** The file that waits to be taken or left, if there is one. */
  public Optional<Waiting> waiting(String projectKey) {
    return jdbc.sql(
            "select file_name, brought_by, brought_at, plan_version from plan_import_waiting where project_key = ?")
        .param(projectKey)
        .query(Waiting.class)
        .optional();
  }

  /** What the waiting file would bring. */
  public Preview previewWaiting(String projectKey, String by) {
    Held held = held(projectKey);
    return preview(projectKey, held.file().fileName(), held.content(), by);
  }

  /**
   * Replaces the plan by the waiting file.
   *
   * @param planVersion of the plan beside which the person saw it
   * @param seen tells the file that they saw from the one that waits now
   * @throws ConflictException when somebody saved, or brought another file, meanwhile
   */
  public ImportResult take(String projectKey, int planVersion, String seen, String by) {
    Held held = held(projectKey);
    Waiting file = held.file();
    Prepared prepared = prepare(projectKey, file.fileName(), held.content(), by);
    Seen.mustBe(
        seen(file.fileName(), held.content()),
        seen,
        "plan.import.otherFile",
        file.fileName(),
        users.nameOf(file.broughtBy()));
    if (prepared.before().version() != planVersion) {
      throw ConflictException.because("plan.import.meanwhile");
    }
    return save(prepared, by);
  }

  /** Forgets the waiting file. */
  public void leave(String projectKey, String by) {
    authority.coordinator(projects.get(projectKey), by);
    jdbc.sql("delete from plan_import_waiting where project_key = ?").param(projectKey).update();
  }

  private static String seen(String fileName, byte[] content) {
    return Seen.of(fileName, Fingerprint.of(content));
  }

  /** The name and what is in it by one statement, so that both are of the same file. */
  private Held held(String projectKey) {
    return jdbc.sql(
            "select file_name, brought_by, brought_at, plan_version, content from plan_import_waiting"
                + " where project_key = ?")
        .param(projectKey)
        .query(
            (row, i) ->
                new Held(
                    new Waiting(
                        row.getString("file_name"),
                        row.getString("brought_by"),
                        row.getObject("brought_at", LocalDateTime.class),
                        row.getInt("plan_version")),
                    row.getBytes("content")))
        .optional()
        .orElseThrow(() -> NotFoundException.because("plan.import.nothingWaits", projectKey));
  }

  private Prepared prepare(String projectKey, String fileName, byte[] content, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.planning(project);
    WorkPlan before = plans.current(projectKey);
    ImportedPlan imported = reader.read(fileName, content, before.calendar());

    Map<String, String> known = users.byAnyName();
    Map<Integer, PlanTask> old = new HashMap<>();
    before.tasks().forEach(task -> old.put(task.number(), task));
    Set<String> matched = new TreeSet<>();
    Set<String> unmatched = new TreeSet<>();
    Losses losses = new Losses();
    List<PlanTask> tasks = new ArrayList<>(imported.tasks().size());
    for (PlanTask task : imported.tasks()) {
      String label = task.ownerLabel();
      String owner = label == null ? null : known.get(label.strip().toLowerCase(Locale.ROOT));
      if (label != null) {
        (owner == null ? unmatched : matched).add(label.strip());
      }
      if (label != null && owner == null) {
        losses.at("unmatched", task.number(), task.name(), label, null);
      }
      PlanTask was = old.get(task.number());
      boolean same = was != null && was.name().equals(task.name());
      if (same) {
        old.remove(task.number());
      }
      tasks.add(completed(task, owner, owner == null ? label : null, same ? was : null));
    }
    losses.tell("unmatched", String.join(", ", unmatched));
    for (PlanTask gone : old.values()) {
      if (gone.system() != null || gone.budgetLine() != null || gone.estimate() != null) {
        losses.at("ownFields", null, PlanRules.label(gone), null, null);
      }
    }
    if (imported.start() != null && !imported.start().equals(project.start())) {
      losses.add("start", 1);
      losses.tell(
          "start",
          Sentences.say(
              "plan.import.start",
              Sentences.day(imported.start()),
              Sentences.day(project.start())));
    }
    WorkPlan plan =
        new WorkPlan(
            projectKey,
            before.version(),
            imported.start() == null ? project.start() : imported.start(),
            before.deadline(),
            imported.calendar(),
            tasks,
            imported.links(),
            before.budget(),
            null);
    PlanRules.check(plan);
    Schedule schedule = plans.schedule(plan, project);
    int agreeing = DateComparison.compare(imported, plan, asInTheFile(plan), losses);
    for (PlanTask task : tasks) {
      if (task.actualStart() != null || task.percentComplete() > 0) {
        losses.at("progressLater", task.number(), task.name(), task.percentComplete() + " %", null);
      }
    }
    List<Loss> all = new ArrayList<>(imported.losses());
    all.addAll(losses.list());
    return new Prepared(
        project,
        name(fileName),
        before,
        plan,
        schedule,
        matched,
        unmatched,
        all,
        LossReport.of(imported, all, agreeing));
  }

  /**
   * Programs count progress in their dates; here it counts from the day the plan is tracked. They
   * know nothing of the days on which our people are away.
   */
  private Schedule asInTheFile(WorkPlan plan) {
    boolean begun =
        plan.tasks().stream().anyMatch(t -> t.actualStart() != null || t.percentComplete() > 0);
    return scheduler.schedule(plan, begun ? plan.start().atStartOfDay() : null);
  }

  private ImportResult save(Prepared prepared, String by) {
    String key = prepared.project().key();
    WorkPlan plan = prepared.plan();
    List<String> sentences = prepared.losses().stream().map(Loss::sentence).toList();
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              int version = plans.replaceAll(key, prepared.before().version(), plan, by);
              KeyHolder id = new GeneratedKeyHolder();
              jdbc.sql(
                      "insert into plan_import (project_key, file_name, format, imported_by, imported_at, tasks, links,"
                          + " losses, plan_version, report) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                  .params(
                      key,
                      prepared.fileName(),
                      prepared.report().format(),
                      by,
                      clock.now(),
                      plan.tasks().size(),
                      plan.links().size(),
                      String.join("\n", sentences),
                      version,
                      write(prepared.report()))
                  .update(id, "id");
              history.note(
                  key,
                  by,
                  Sentences.say(
                      "plan.history.imported",
                      prepared.fileName(),
                      plan.tasks().size(),
                      plan.links().size()));
              jdbc.sql("delete from plan_import_waiting where project_key = ?").param(key).update();
              return prepared.result(version, id.getKey().longValue());
            }));
  }

  private String write(LossReport report) {
    try {
      return json.writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The imports of a project, the latest first. */
  public List<Imported> all(String projectKey) {
    return jdbc.sql(
            "select id, file_name, format, imported_by, imported_at, tasks, links, plan_version, losses"
                + " from plan_import where project_key = ? order by id desc")
        .param(projectKey)
        .query(Imported.class)
        .list();
  }

  /** One import of a project. */
  public Imported get(String projectKey, long id) {
    return all(projectKey).stream()
        .filter(one -> one.id() == id)
        .findFirst()
        .orElseThrow(() -> NotFoundException.because("plan.import.unknown", id, projectKey));
  }

  /** What an import took, changed and left out; empty for imports of earlier versions. */
  public Optional<LossReport> report(String projectKey, long id) {
    return jdbc.sql("select report from plan_import where project_key = ? and id = ?")
        .params(projectKey, id)
        .query(String.class)
        .optional()
        .map(
            text -> {
              try {
                return json.readValue(text, LossReport.class);
              } catch (JsonProcessingException damaged) {
                throw new IllegalStateException(damaged);
              }
            });
  }

  private static String name(String fileName) {
    String name =
        fileName == null ? "" : fileName.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
    return name.length() > 200 ? name.substring(0, 200) : name;
  }

  /**
   * The task with its owner; what no file holds stays as it was where the task is the same by
   * number and name.
   */
  private static PlanTask completed(PlanTask task, String owner, String label, PlanTask was) {
    PlanTaskBuilder completed =
        task.with()
            .owner(owner)
            .ownerLabel(label)
            .system(null)
            .budgetLine(null)
            .forecastFinish(null);
    if (was != null) {
      completed
          .system(was.system())
          .budgetLine(was.budgetLine())
          .forecastFinish(was.forecastFinish())
          .estimate(task.estimate() == null ? was.estimate() : task.estimate());
    }
    return completed.build();
  }
}
