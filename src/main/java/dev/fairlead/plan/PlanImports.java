package dev.fairlead.plan;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.exchange.ImportedPlan;
import dev.fairlead.plan.exchange.Loss;
import dev.fairlead.plan.exchange.PlanImport;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a plan from a file: all of it or nothing. */
@Service
public class PlanImports {
  /** An import of the past; losses one sentence per line. */
  public record Imported(
      String fileName,
      String importedBy,
      LocalDateTime importedAt,
      int tasks,
      int links,
      String losses) {}

  private final PlanImport reader;
  private final Plans plans;
  private final Projects projects;
  private final Users users;
  private final Authority authority;
  private final History history;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final FairleadClock clock;

  PlanImports(
      PlanImport reader,
      Plans plans,
      Projects projects,
      Users users,
      Authority authority,
      History history,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      FairleadClock clock) {
    this.reader = reader;
    this.plans = plans;
    this.projects = projects;
    this.users = users;
    this.authority = authority;
    this.history = history;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Replaces the project's tasks by those of the file. The file is read before any table is
   * touched.
   *
   * @throws dev.fairlead.shared.RefusedException saying why the file cannot be taken
   */
  public ImportResult read(String projectKey, String fileName, byte[] content, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.planning(project);
    WorkPlan before = plans.current(projectKey);
    ImportedPlan imported = reader.read(fileName, content, before.calendar());

    Map<String, String> known = known();
    Set<String> matched = new TreeSet<>();
    Set<String> unmatched = new TreeSet<>();
    List<PlanTask> tasks = new ArrayList<>(imported.tasks().size());
    for (PlanTask task : imported.tasks()) {
      String label = task.ownerLabel();
      String owner = label == null ? null : known.get(label.strip().toLowerCase(Locale.ROOT));
      if (label != null) {
        (owner == null ? unmatched : matched).add(label.strip());
      }
      tasks.add(withOwner(task, owner, owner == null ? label : null));
    }
    List<String> losses = new ArrayList<>(imported.losses().stream().map(Loss::sentence).toList());
    if (!unmatched.isEmpty()) {
      losses.add(Sentences.say("plan.import.unmatched", String.join(", ", unmatched)));
    }
    if (imported.start() != null && !imported.start().equals(project.start())) {
      losses.add(
          Sentences.say(
              "plan.import.start", imported.start().toString(), project.start().toString()));
    }
    WorkPlan plan =
        new WorkPlan(
            projectKey,
            before.version(),
            imported.start() == null ? before.start() : imported.start(),
            before.deadline(),
            imported.calendar(),
            tasks,
            imported.links());
    Integer version =
        transaction.execute(
            status -> {
              int saved = plans.replaceAll(projectKey, before.version(), plan, by);
              String name = name(fileName);
              jdbc.sql(
                      "insert into plan_import (project_key, file_name, imported_by, imported_at, tasks, links, losses)"
                          + " values (?, ?, ?, ?, ?, ?, ?)")
                  .params(
                      projectKey,
                      name,
                      by,
                      clock.now(),
                      tasks.size(),
                      imported.links().size(),
                      String.join("\n", losses))
                  .update();
              history.note(
                  projectKey,
                  by,
                  Sentences.say(
                      "plan.history.imported", name, tasks.size(), imported.links().size()));
              return saved;
            });
    return new ImportResult(
        tasks.size(),
        imported.links().size(),
        List.copyOf(matched),
        List.copyOf(unmatched),
        losses,
        version);
  }

  /** The imports of a project, the latest first. */
  public List<Imported> all(String projectKey) {
    return jdbc.sql(
            "select file_name, imported_by, imported_at, tasks, links, losses from plan_import where project_key = ?"
                + " order by id desc")
        .param(projectKey)
        .query(Imported.class)
        .list();
  }

  /** Users by all that a file may call them; a name that two people share stands for neither. */
  private Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    List<User> everybody = users.all().stream().filter(User::enabled).toList();
    for (User user : everybody) {
      String name = user.displayName().toLowerCase(Locale.ROOT);
      known.put(name, known.containsKey(name) ? null : user.username());
    }
    everybody.forEach(user -> known.put(user.email().toLowerCase(Locale.ROOT), user.username()));
    everybody.forEach(user -> known.put(user.username(), user.username()));
    return known;
  }

  private static String name(String fileName) {
    String name =
        fileName == null ? "" : fileName.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
    return name.length() > 200 ? name.substring(0, 200) : name;
  }

  private static PlanTask withOwner(PlanTask task, String owner, String ownerLabel) {
    return new PlanTask(
        task.number(),
        task.parent(),
        task.position(),
        task.name(),
        task.milestone(),
        task.durationMinutes(),
        task.effortHours(),
        owner,
        ownerLabel,
        task.constraint(),
        task.constraintDate(),
        task.deadline(),
        task.system(),
        task.budgetLine(),
        task.fixedCost(),
        task.percentComplete(),
        task.actualStart(),
        task.actualFinish(),
        task.remainingMinutes(),
        task.estimate());
  }
}
