package dev.fairlead.closure;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Handing over the systems that a project leaves behind, by checklists whose points come from a
 * decision table.
 */
@Service
@Transactional
public class Handovers {
  /** So many open issues are named, in so many letters, which a point has room for. */
  private static final int MOST_ISSUES = 20;

  private static final int LONGEST_ISSUES = 900;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final Projects projects;
  private final Registers registers;
  private final Issues issues;
  private final HandoverRules rules;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  Handovers(
      JdbcClient jdbc,
      JdbcTemplate template,
      Projects projects,
      Registers registers,
      Issues issues,
      HandoverRules rules,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.projects = projects;
    this.registers = registers;
    this.issues = issues;
    this.rules = rules;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  private record Answered(
      int system, String point, String label, HandoverChecklist.Answer answer, String note) {}

  private record Signed(int system, String signedBy, LocalDateTime signedAt) {}

  private record Refused(int system, HandoverChecklist.Refusal refusal) {}

  /** One checklist per system that is handed over, in the order of the systems. */
  @Transactional(readOnly = true)
  public List<HandoverChecklist> of(String projectKey) {
    Project project = projects.get(projectKey);
    Map<Integer, List<Answered>> answers =
        jdbc
            .sql(
                "select system, point, label, answer, note from handover_point where project_key ="
                    + " ? order by system, point_order, point")
            .param(projectKey)
            .query(Answered.class)
            .list()
            .stream()
            .collect(Collectors.groupingBy(Answered::system));
    Map<Integer, Signed> signed =
        jdbc
            .sql("select system, signed_by, signed_at from handover where project_key = ?")
            .param(projectKey)
            .query(Signed.class)
            .list()
            .stream()
            .collect(Collectors.toMap(Signed::system, s -> s));
    Map<Integer, List<HandoverChecklist.Refusal>> refusals = refusals(projectKey);
    List<HandoverChecklist> lists = new ArrayList<>();
    for (PlanSystem system : registers.systems(projectKey)) {
      String receiver = system.owner() == null ? project.sponsor() : system.owner();
      Signed by = signed.get(system.number());
      List<HandoverChecklist.Line> lines =
          lines(system, receiver, answers.getOrDefault(system.number(), List.of()), by != null);
      if (lines.isEmpty()) {
        continue;
      }
      lists.add(
          new HandoverChecklist(
              system,
              receiver,
              lines,
              by == null ? null : by.signedBy(),
              by == null ? null : by.signedAt(),
              refusals.getOrDefault(system.number(), List.of())));
    }
    return lists;
  }

  private Map<Integer, List<HandoverChecklist.Refusal>> refusals(String projectKey) {
    return jdbc
        .sql("select * from handover_refusal where project_key = ? order by id desc")
        .param(projectKey)
        .query(
            (row, i) ->
                new Refused(
                    row.getInt("system"),
                    new HandoverChecklist.Refusal(
                        row.getLong("id"),
                        row.getString("reason"),
                        row.getString("refused_by"),
                        row.getObject("refused_at", LocalDateTime.class),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        row.getObject("answered_at", LocalDateTime.class))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Refused::system, Collectors.mapping(Refused::refusal, Collectors.toList())));
  }

  /**
   * The points as they were laid down when closing began; before that as the table asks now. Lists
   * that are older than the table keep their points, whose words stand in the bundle.
   */
  private List<HandoverChecklist.Line> lines(
      PlanSystem system, String receiver, List<Answered> kept, boolean isSigned) {
    boolean laidDown = !kept.isEmpty() && kept.stream().allMatch(line -> line.label() != null);
    if (laidDown || isSigned) {
      return kept.stream()
          .map(
              line ->
                  new HandoverChecklist.Line(
                      line.point(),
                      line.label() == null
                          ? Sentences.say("closure.screen.point." + line.point())
                          : line.label(),
                      line.answer(),
                      line.note()))
          .toList();
    }
    Map<String, Answered> known =
        kept.stream().collect(Collectors.toMap(Answered::point, line -> line));
    return rules.pointsFor(system).stream()
        .map(
            rule -> {
              Answered line = known.get(rule.id());
              return new HandoverChecklist.Line(
                  rule.id(),
                  rule.label(),
                  line == null ? null : line.answer(),
                  line == null ? known(rule, system, receiver) : line.note());
            })
        .toList();
  }

  /** What Fairlead knows already about a point. */
  private String known(HandoverRules.Rule rule, PlanSystem system, String receiver) {
    String text =
        switch (rule.known() == null ? "" : rule.known()) {
          case "owner" -> Sentences.say("closure.known.owner", users.nameOf(receiver));
          case "window" ->
              system.maintenanceWindow() == null || system.maintenanceWindow().isBlank()
                  ? null
                  : Sentences.say("closure.known.window", system.maintenanceWindow());
          case "issues" -> openIssues(system.name());
          default -> null;
        };
    return text == null || text.length() <= 1000 ? text : text.substring(0, 999) + "…";
  }

  private String openIssues(String name) {
    List<Issue> open = issues.openOnSystem(name);
    if (open.isEmpty()) {
      return Sentences.say("closure.known.noIssues");
    }
    List<String> named = new ArrayList<>();
    int length = 0;
    for (Issue issue : open) {
      String one = issue.id() + " " + issue.title();
      length += one.length() + 2;
      if (named.size() == MOST_ISSUES || length > LONGEST_ISSUES) {
        break;
      }
      named.add(one);
    }
    int more = open.size() - named.size();
    String issuesNamed = String.join("; ", named);
    return more == 0
        ? Sentences.say("closure.known.issues", issuesNamed)
        : Sentences.say("closure.known.moreIssues", issuesNamed, more);
  }

  /** Lays down the points of all checklists, so that a later table does not change them. */
  void layDown(String projectKey) {
    of(projectKey).forEach(list -> layDown(projectKey, list));
  }

  private void layDown(String projectKey, HandoverChecklist list) {
    jdbc.sql("delete from handover_point where project_key = ? and system = ?")
        .params(projectKey, list.system().number())
        .update();
    List<Object[]> points = new ArrayList<>();
    for (HandoverChecklist.Line line : list.points()) {
      points.add(
          new Object[] {
            projectKey,
            list.system().number(),
            line.point(),
            line.label(),
            line.answer() == null ? null : line.answer().name(),
            line.note(),
            points.size() + 1
          });
    }
    template.batchUpdate(
        "insert into handover_point (project_key, system, point, label, answer, note,"
            + " point_order) values (?, ?, ?, ?, ?, ?, ?)",
        points);
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
   * @param lines points without an answer are open again; their labels do not matter
   */
  public void answer(String projectKey, int system, List<HandoverChecklist.Line> lines, String by) {
    answer(projectKey, system, lines, List.of(), by);
  }

  /**
   * The same from a form, which sends all points: only those count that were changed in it, so that
   * nobody takes back what the other answered meanwhile.
   *
   * @param shown the points as the form showed them; one that is missing here counts as changed
   * @throws ConflictException naming the points that both changed
   */
  public void answer(
      String projectKey,
      int system,
      List<HandoverChecklist.Line> lines,
      List<HandoverChecklist.Line> shown,
      String by) {
    lock(projectKey, system);
    HandoverChecklist list = open(projectKey, system);
    Project project = projects.get(projectKey);
    if (!rights.coordinates(project, by) && !rights.stands(list.receiver(), by)) {
      throw RefusedException.forbidden(
          "closure.handoverRights", users.nameOf(list.receiver()), list.system().name());
    }
    Map<String, HandoverChecklist.Line> was = byPoint(shown);
    Map<String, HandoverChecklist.Line> given = byPoint(lines);
    given.values().removeIf(line -> line.saysAs(was.get(line.point())));
    String both =
        list.points().stream()
            .filter(point -> given.containsKey(point.point()) && was.containsKey(point.point()))
            .filter(point -> !point.saysAs(was.get(point.point())))
            .filter(point -> !point.saysAs(given.get(point.point())))
            .map(Handovers::said)
            .collect(Collectors.joining("; "));
    if (!both.isEmpty()) {
      throw ConflictException.because("closure.handoverMeanwhile", list.system().name(), both);
    }
    List<HandoverChecklist.Line> answered = new ArrayList<>();
    for (HandoverChecklist.Line point : list.points()) {
      HandoverChecklist.Line line = given.get(point.point());
      answered.add(line == null ? point : checked(point, line));
    }
    layDown(
        projectKey,
        new HandoverChecklist(
            list.system(), list.receiver(), answered, null, null, list.refusals()));
  }

  private static Map<String, HandoverChecklist.Line> byPoint(List<HandoverChecklist.Line> lines) {
    Map<String, HandoverChecklist.Line> byPoint = new HashMap<>();
    lines.forEach(line -> byPoint.put(line.point(), line));
    return byPoint;
  }

  /** A point with its answer in words, such as "Backup in place and tried: Yes, on Tuesday". */
  private static String said(HandoverChecklist.Line point) {
    return point.label()
        + ": "
        + Sentences.say(
            "closure.screen.answer." + (point.answer() == null ? "OPEN" : point.answer()))
        + (point.note() == null || point.note().isBlank() ? "" : ", " + point.note());
  }

  /** Coordinator and receiver come one after the other, and each reads what the other wrote. */
  private void lock(String projectKey, int system) {
    jdbc.sql(
            "select point from handover_point where project_key = ? and system = ?"
                + " order by point for update")
        .params(projectKey, system)
        .query(String.class)
        .list();
  }

  private static HandoverChecklist.Line checked(
      HandoverChecklist.Line point, HandoverChecklist.Line line) {
    String field = "note-" + point.point();
    String note =
        line.answer() == HandoverChecklist.Answer.NOT_NEEDED
            ? Texts.needed(field, "the note on: " + point.label(), line.note(), 1000)
            : Texts.optional(field, "the note", line.note(), 1000);
    return new HandoverChecklist.Line(point.point(), point.label(), line.answer(), note);
  }

  /**
   * The receiver signs in a form.
   *
   * @param seen the points with their answers as they saw and filled them in
   * @throws ConflictException naming the points that the coordinator answered otherwise meanwhile
   */
  public void sign(String projectKey, int system, List<HandoverChecklist.Line> seen, String by) {
    lock(projectKey, system);
    HandoverChecklist list = open(projectKey, system);
    mustReceive(list, by);
    Map<String, HandoverChecklist.Line> known = byPoint(seen);
    String unseen =
        list.points().stream()
            .filter(point -> !point.saysAs(known.get(point.point())))
            .map(Handovers::said)
            .collect(Collectors.joining("; "));
    if (!unseen.isEmpty()) {
      throw ConflictException.because("closure.signedUnseen", list.system().name(), unseen);
    }
    sign(projectKey, system, by);
  }

  /** The receiver signs that they take the system over. */
  public void sign(String projectKey, int system, String by) {
    HandoverChecklist list = open(projectKey, system);
    mustReceive(list, by);
    if (list.isRefused()) {
      throw RefusedException.because("closure.refusedWaits", list.system().name());
    }
    if (list.open() > 0) {
      throw RefusedException.because("closure.pointsOpen", list.open(), list.system().name());
    }
    layDown(projectKey, list);
    jdbc.sql("insert into handover (project_key, system, signed_by, signed_at) values (?, ?, ?, ?)")
        .params(projectKey, system, by, clock.now())
        .update();
    history.note(projectKey, by, Sentences.say("closure.history.signed", list.system().name()));
    history.decided(decided(projectKey, list, "SIGN", by));
  }

  /** The receiver does not sign; the coordinator reads why and comes back. */
  public void refuse(String projectKey, int system, String reason, String by) {
    HandoverChecklist list = open(projectKey, system);
    mustReceive(list, by);
    if (list.isRefused()) {
      throw RefusedException.because("closure.refusedWaits", list.system().name());
    }
    String why = Texts.needed("refusal", "the reason", reason, 1000);
    jdbc.sql(
            "insert into handover_refusal (project_key, system, reason, refused_by, refused_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(projectKey, system, why, by, clock.now())
        .update();
    history.note(
        projectKey, by, Sentences.say("closure.history.refused", list.system().name(), why));
    history.decided(decided(projectKey, list, "REFUSE", by).saying(why));
  }

  private void mustReceive(HandoverChecklist list, String by) {
    if (!rights.stands(list.receiver(), by)) {
      throw RefusedException.forbidden(
          "closure.onlyReceiver", users.nameOf(list.receiver()), list.system().name());
    }
  }

  /** On the checklist with its answers, word by word. */
  private static Decided decided(
      String projectKey, HandoverChecklist list, String decision, String by) {
    return Decided.on(
            projectKey, Decided.Kind.HANDOVER, "system " + list.system().number(), decision, by)
        .named(list.system().name())
        .ofVersion(
            "checklist of " + list.points().size() + " points, " + list.open() + " open",
            Fingerprint.of(
                list.points().stream()
                    .map(
                        line ->
                            String.join(
                                "|",
                                line.point(),
                                line.label(),
                                "" + line.answer(),
                                line.note() == null ? "" : line.note()))
                    .collect(Collectors.joining("\n"))))
        .insteadOf(by.equals(list.receiver()) ? null : list.receiver());
  }

  /**
   * Whether this person has signed for all their systems; those that they refused go back.
   *
   * @throws RefusedException while there is one that they neither signed nor refused
   */
  @Transactional(readOnly = true)
  public boolean allSigned(String projectKey, String receiver) {
    List<HandoverChecklist> own =
        of(projectKey).stream().filter(list -> list.receiver().equals(receiver)).toList();
    String open =
        own.stream()
            .filter(list -> !list.isSigned() && !list.isRefused())
            .map(list -> list.system().name())
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.notSigned", open);
    }
    return own.stream().noneMatch(HandoverChecklist::isRefused);
  }

  /** Puts what this person refused before them again, with what the coordinator did about it. */
  public void rework(String projectKey, String receiver, String done, String by) {
    String text = Texts.needed("reworkDone", "what was done", done, 1000);
    for (HandoverChecklist list : of(projectKey)) {
      if (list.receiver().equals(receiver) && list.isRefused()) {
        jdbc.sql(
                "update handover_refusal set answer = ?, answered_by = ?, answered_at = ?"
                    + " where project_key = ? and system = ? and answer is null")
            .params(text, by, clock.now(), projectKey, list.system().number())
            .update();
        history.note(
            projectKey, by, Sentences.say("closure.history.reworked", list.system().name(), text));
      }
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
