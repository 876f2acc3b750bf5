package dev.fairlead.report;

import dev.fairlead.people.Deciders;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The decisions that reports ask for: written down with the draft, asked as tasks once it is
 * published, answered once, and told in the next report.
 */
@Service
@Transactional
public class DecisionRequests {
  /** Who can be asked. */
  public static final List<String> DECIDERS =
      List.of(Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD);

  private static final int MOST = 10;
  private static final String SELECT =
      "select d.id, d.report_id, d.question, d.decider_group, d.needed_by, d.consequence,"
          + " d.asked_by, d.outcome, d.answer, d.decided_by, d.on_behalf_of, d.decided_at from"
          + " report_decision d ";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Users users;
  private final Deciders deciders;
  private final History history;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;

  DecisionRequests(
      JdbcClient jdbc,
      Projects projects,
      Users users,
      Deciders deciders,
      History history,
      ApplicationEventPublisher events,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.users = users;
    this.deciders = deciders;
    this.history = history;
    this.events = events;
    this.clock = clock;
  }

  /** Writes a decision down with a draft. */
  void add(
      Report report,
      String question,
      String group,
      LocalDate neededBy,
      String consequence,
      String by) {
    need("question", question, 300);
    need("consequence", consequence, 500);
    if (group == null || !DECIDERS.contains(group)) {
      throw RefusedException.ofField("group", "report.decision.group");
    }
    if (neededBy == null) {
      throw RefusedException.ofField("neededBy", "report.decision.day");
    }
    if (neededBy.isBefore(clock.today()) || neededBy.isAfter(clock.today().plusYears(2))) {
      throw RefusedException.ofField("neededBy", "report.decision.dayRange", neededBy);
    }
    if (of(report.id()).size() >= MOST) {
      throw ConflictException.because("report.decision.most", MOST);
    }
    jdbc.sql(
            "insert into report_decision (report_id, question, decider_group, needed_by,"
                + " consequence, asked_by) values (?, ?, ?, ?, ?, ?)")
        .params(report.id(), question.strip(), group, neededBy, consequence.strip(), by)
        .update();
  }

  private static void need(String field, String text, int most) {
    if (text == null || text.isBlank()) {
      throw RefusedException.ofField(field, "report.decision." + field + "Missing");
    }
    if (text.strip().length() > most) {
      throw RefusedException.ofField(field, "report.tooLong", most);
    }
  }

  /** Takes a decision out of a draft again. */
  void remove(Report report, long id) {
    if (jdbc.sql("delete from report_decision where id = ? and report_id = ?")
            .params(id, report.id())
            .update()
        == 0) {
      throw NotFoundException.because("report.decision.unknown", id);
    }
  }

  @Transactional(readOnly = true)
  public List<DecisionRequest> of(String reportId) {
    return jdbc.sql(SELECT + "where d.report_id = ? order by d.id")
        .param(reportId)
        .query(DecisionRequest.class)
        .list();
  }

  @Transactional(readOnly = true)
  public DecisionRequest get(long id) {
    return jdbc.sql(SELECT + "where d.id = ?")
        .param(id)
        .query(DecisionRequest.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("report.decision.unknown", id));
  }

  /**
   * What published reports of a project asked for and what is open, or was decided since the last
   * one.
   */
  @Transactional(readOnly = true)
  public List<DecisionRequest> standing(String projectKey) {
    return jdbc.sql(
            SELECT
                + "join report r on r.id = d.report_id where r.project_key = ? and r.status ="
                + " 'PUBLISHED' and (d.outcome is null or d.decided_at >= (select max(l.created_at)"
                + " from report l where l.project_key = r.project_key and l.kind = 'INTERIM' and"
                + " l.status = 'PUBLISHED')) order by d.id")
        .param(projectKey)
        .query(DecisionRequest.class)
        .list();
  }

  /**
   * Whom a request is put before.
   *
   * @param remindAt after half of the working time until then
   * @param until the end of work on the day on which it is needed, or a working day from now where
   *     that is over already
   */
  public record Asked(String group, String by, LocalDateTime remindAt, LocalDateTime until) {}

  /**
   * Who decides: the group that was named, or the next one up where it is only the one who asks.
   */
  @Transactional(readOnly = true)
  public Asked asked(long id) {
    DecisionRequest request = get(id);
    LocalDateTime now = clock.now();
    LocalDateTime end = request.neededBy().atTime(17, 0);
    WorkingCalendar calendar = WorkingCalendar.standard();
    LocalDateTime until =
        end.isBefore(now) ? calendar.addWorking(now, calendar.minutesPerDay()) : end;
    return new Asked(
        deciders
            .choose(request.deciderGroup(), request.question(), Set.of(request.askedBy()))
            .group(),
        request.askedBy(),
        calendar.addWorking(now, calendar.workingMinutes(now, until) / 2),
        until);
  }

  /** Reminds the people of this group that the report waits for their decision. */
  public void remind(long id, String group) {
    tell(get(id), "decision.reminder", group, askedOf(get(id), group));
  }

  /**
   * Tells the coordinator that nobody has decided in time, and asks those who stand in for the
   * people of this group.
   *
   * @param process the one that asks, so that only deputies are asked who may decide in it
   */
  public void escalate(long id, String group, String process) {
    DecisionRequest request = get(id);
    Set<String> deputies = new TreeSet<>();
    for (String asked : askedOf(request, group)) {
      deputies.addAll(users.deputiesOf(asked, clock.today(), process));
    }
    deputies.remove(request.askedBy());
    String projectKey = projectOf(request);
    tell(request, "decision.deputy", group, List.copyOf(deputies));
    tell(request, "decision.overdue", group, List.of(projects.get(projectKey).coordinator()));
    history.note(
        projectKey, null, Sentences.say("report.history.decisionOverdue", request.question()));
  }

  /** Whoever asks for a decision never takes it. */
  private List<String> askedOf(DecisionRequest request, String group) {
    return users.inGroup(group).stream()
        .filter(User::enabled)
        .map(User::username)
        .filter(name -> !name.equals(request.askedBy()))
        .toList();
  }

  private void tell(DecisionRequest request, String template, String group, List<String> to) {
    String projectKey = projectOf(request);
    events.publishEvent(
        new Notice(
            "reportDecision/" + request.id() + "/" + template,
            projectKey,
            to,
            template,
            Map.of(
                "projectKey", projectKey,
                "projectName", projects.get(projectKey).name(),
                "reportId", request.reportId(),
                "question", request.question(),
                "consequence", request.consequence(),
                "day", Sentences.day(request.neededBy()),
                "group", Sentences.say("people.group." + group)),
            "/work"));
  }

  private String projectOf(DecisionRequest request) {
    return jdbc.sql("select project_key from report where id = ?")
        .param(request.reportId())
        .query(String.class)
        .single();
  }

  /** Keeps what was decided and tells the one who asked. */
  public void answer(
      long id, DecisionRequest.Outcome outcome, String answer, String by, String onBehalfOf) {
    DecisionRequest request = get(id);
    if (outcome == null) {
      throw RefusedException.ofField("decision", "report.decision.outcomeMissing");
    }
    if (answer != null && answer.length() > 2000) {
      throw RefusedException.ofField("comment", "report.tooLong", 2000);
    }
    if (outcome != DecisionRequest.Outcome.YES && (answer == null || answer.isBlank())) {
      throw RefusedException.ofField("comment", "report.decision.commentMissing");
    }
    if (!request.isOpen()) {
      throw ConflictException.because("report.decision.over", request.question());
    }
    jdbc.sql(
            "update report_decision set outcome = ?, answer = ?, decided_by = ?, on_behalf_of = ?,"
                + " decided_at = ? where id = ? and outcome is null")
        .param(1, outcome.name())
        .param(2, answer == null ? "" : answer.strip(), java.sql.Types.VARCHAR)
        .param(3, by, java.sql.Types.VARCHAR)
        .param(4, onBehalfOf, java.sql.Types.VARCHAR)
        .param(5, clock.now())
        .param(6, id)
        .update();
    String projectKey = projectOf(request);
    Project project = projects.get(projectKey);
    String said = Sentences.say("report.decision.outcome." + outcome);
    history.decided(
        Decided.on(projectKey, Decided.Kind.REQUESTED_DECISION, "request " + id, outcome, by)
            .named(request.question())
            .ofVersion("report " + request.reportId(), null)
            .insteadOf(onBehalfOf)
            .saying(answer));
    history.note(projectKey, by, Sentences.say("report.history.decided", request.question(), said));
    events.publishEvent(
        new Notice(
            "reportDecision/" + id,
            projectKey,
            List.of(project.coordinator()),
            "reportDecision",
            Map.of(
                "projectKey",
                projectKey,
                "projectName",
                project.name(),
                "reportId",
                request.reportId(),
                "question",
                request.question(),
                "decision",
                said,
                "comment",
                answer == null ? "" : answer.strip(),
                "person",
                users.nameOf(by)),
            "/reports/" + request.reportId()));
  }
}
