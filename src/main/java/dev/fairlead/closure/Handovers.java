package dev.fairlead.closure;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Handing over the systems that a project leaves behind. Systems that it merely used need none. */
@Service
@Transactional
public class Handovers {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Registers registers;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  Handovers(
      JdbcClient jdbc,
      Projects projects,
      Registers registers,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.registers = registers;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  private record Answered(
      int system, HandoverChecklist.Point point, HandoverChecklist.Answer answer, String note) {}

  private record Signed(int system, String signedBy, LocalDateTime signedAt) {}

  /** One checklist per system that is handed over, in the order of the systems. */
  @Transactional(readOnly = true)
  public List<HandoverChecklist> of(String projectKey) {
    Project project = projects.get(projectKey);
    Map<Integer, Map<HandoverChecklist.Point, Answered>> answers = new HashMap<>();
    jdbc.sql("select system, point, answer, note from handover_point where project_key = ?")
        .param(projectKey)
        .query(Answered.class)
        .list()
        .forEach(a -> answers.computeIfAbsent(a.system(), s -> new HashMap<>()).put(a.point(), a));
    Map<Integer, Signed> signed =
        jdbc
            .sql("select system, signed_by, signed_at from handover where project_key = ?")
            .param(projectKey)
            .query(Signed.class)
            .list()
            .stream()
            .collect(Collectors.toMap(Signed::system, s -> s));
    List<HandoverChecklist> lists = new ArrayList<>();
    for (PlanSystem system : registers.systems(projectKey)) {
      if (system.action() == SystemAction.USE) {
        continue;
      }
      List<HandoverChecklist.Line> lines = new ArrayList<>();
      for (HandoverChecklist.Point point : HandoverChecklist.Point.values()) {
        Answered a = answers.getOrDefault(system.number(), Map.of()).get(point);
        lines.add(
            new HandoverChecklist.Line(
                point, a == null ? null : a.answer(), a == null ? null : a.note()));
      }
      Signed by = signed.get(system.number());
      lists.add(
          new HandoverChecklist(
              system,
              system.owner() == null ? project.sponsor() : system.owner(),
              lines,
              by == null ? null : by.signedBy(),
              by == null ? null : by.signedAt()));
    }
    return lists;
  }

  /** Those who still have to sign for at least one system. */
  @Transactional(readOnly = true)
  public List<String> receivers(String projectKey) {
    return of(projectKey).stream()
        .filter(list -> !list.isSigned())
        .map(HandoverChecklist::receiver)
        .distinct()
        .toList();
  }

  /**
   * Keeps the answers to the points of one system; coordinator and receiver may, until it is
   * signed.
   *
   * @param lines points without an answer are open again
   */
  public void answer(String projectKey, int system, List<HandoverChecklist.Line> lines, String by) {
    HandoverChecklist list = open(projectKey, system);
    Project project = projects.get(projectKey);
    if (!rights.coordinates(project, by) && !rights.stands(list.receiver(), by)) {
      throw RefusedException.forbidden(
          "closure.handoverRights", users.nameOf(list.receiver()), list.system().name());
    }
    for (HandoverChecklist.Line line : lines) {
      String note =
          line.answer() == HandoverChecklist.Answer.NOT_NEEDED
              ? Texts.needed(
                  "note-" + line.point(),
                  "the note on: " + Sentences.say("closure.screen.point." + line.point()),
                  line.note(),
                  1000)
              : Texts.optional("note-" + line.point(), "the note", line.note(), 1000);
      jdbc.sql("delete from handover_point where project_key = ? and system = ? and point = ?")
          .params(projectKey, system, line.point().name())
          .update();
      if (line.answer() != null) {
        jdbc.sql(
                "insert into handover_point (project_key, system, point, answer, note) values (?, ?, ?, ?, ?)")
            .params(projectKey, system, line.point().name(), line.answer().name(), note)
            .update();
      }
    }
  }

  /** The receiver signs that they take the system over. */
  public void sign(String projectKey, int system, String by) {
    HandoverChecklist list = open(projectKey, system);
    if (!rights.stands(list.receiver(), by)) {
      throw RefusedException.forbidden(
          "closure.onlyReceiver", users.nameOf(list.receiver()), list.system().name());
    }
    if (list.open() > 0) {
      throw RefusedException.because("closure.pointsOpen", list.open(), list.system().name());
    }
    jdbc.sql("insert into handover (project_key, system, signed_by, signed_at) values (?, ?, ?, ?)")
        .params(projectKey, system, by, clock.now())
        .update();
    history.note(projectKey, by, Sentences.say("closure.history.signed", list.system().name()));
  }

  /**
   * @throws RefusedException while one of this person's systems is not signed
   */
  @Transactional(readOnly = true)
  public void mustBeSigned(String projectKey, String receiver) {
    String open =
        of(projectKey).stream()
            .filter(list -> list.receiver().equals(receiver) && !list.isSigned())
            .map(list -> list.system().name())
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.notSigned", open);
    }
  }

  private HandoverChecklist open(String projectKey, int system) {
    Project project = projects.get(projectKey);
    if (project.phase() != Phase.CLOSING) {
      throw RefusedException.because("closure.phase", projectKey);
    }
    project.mustRun();
    HandoverChecklist list =
        of(projectKey).stream()
            .filter(l -> l.system().number() == system)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("closure.systemUnknown", system, projectKey));
    if (list.isSigned()) {
      throw ConflictException.because("closure.alreadySigned", list.system().name());
    }
    return list;
  }
}
