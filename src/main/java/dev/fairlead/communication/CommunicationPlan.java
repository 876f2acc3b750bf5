package dev.fairlead.communication;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The communication plan of a project: its rows, and which of them are due. */
@Service
@Transactional
public class CommunicationPlan {
  /** Groups that can be asked to approve what goes out. */
  public static final List<String> APPROVERS =
      List.of(Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD);

  private static final int MOST_ROWS = 40;
  private static final String COLUMNS =
      "id, project_key, title, purpose, content, form, channel, frequency, first_due, next_due, responsible,"
          + " approver_group, receipt, free_text, seen_phase, seen_milestones, ended_at";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Rights rights;
  private final OutsideParties outside;
  private final ProjectDocuments documents;
  private final WorkingTime workingTime;
  private final ObjectProvider<CommunicationFlow> flow;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  CommunicationPlan(
      JdbcClient jdbc,
      Projects projects,
      Rights rights,
      OutsideParties outside,
      ProjectDocuments documents,
      WorkingTime workingTime,
      ObjectProvider<CommunicationFlow> flow,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.rights = rights;
    this.outside = outside;
    this.documents = documents;
    this.workingTime = workingTime;
    this.flow = flow;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /** The rows that run, in the order in which they were made. */
  @Transactional(readOnly = true)
  public List<CommunicationRow> rows(String projectKey) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from communication_row where project_key = ? and ended_at is null order by id")
        .param(projectKey)
        .query(this::row)
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<CommunicationRow> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from communication_row where id = ?")
        .param(id)
        .query(this::row)
        .optional();
  }

  /**
   * A row of this project, also one that has ended.
   *
   * @throws NotFoundException where there is none
   */
  @Transactional(readOnly = true)
  public CommunicationRow get(String projectKey, long id) {
    return find(id)
        .filter(row -> row.projectKey().equals(projectKey))
        .orElseThrow(() -> NotFoundException.because("communication.unknownRow", projectKey));
  }

  public long add(String projectKey, NewRow wanted, String by) {
    Project project = open(projectKey, by);
    NewRow row = checked(project, wanted);
    if (row.firstDue() != null && row.firstDue().isBefore(clock.today())) {
      throw RefusedException.ofField("firstDue", "communication.firstDuePast");
    }
    if (rows(projectKey).size() >= MOST_ROWS) {
      throw RefusedException.because("communication.tooManyRows", MOST_ROWS);
    }
    long id = insert(project, row);
    history.note(projectKey, by, Sentences.say("communication.history.rowAdded", row.title()));
    return id;
  }

  /** Changes a row that nobody prepares at the moment, so that what is approved is what is sent. */
  public void change(String projectKey, long id, NewRow wanted, String by) {
    Project project = open(projectKey, by);
    lock(projectKey, id);
    CommunicationRow before = running(projectKey, id);
    mustRest(before);
    NewRow row = checked(project, wanted);
    if (row.firstDue() != null
        && row.firstDue().isBefore(clock.today())
        && !row.firstDue().equals(before.firstDue())) {
      throw RefusedException.ofField("firstDue", "communication.firstDuePast");
    }
    jdbc.sql(
            "update communication_row set title = ?, purpose = ?, content = ?, form = ?, channel = ?, frequency = ?,"
                + " first_due = ?, next_due = ?, responsible = ?, approver_group = ?, receipt = ?, free_text = ?"
                + " where id = ?")
        .param(1, row.title())
        .param(2, row.purpose())
        .param(3, row.content().name())
        .param(4, row.form().name())
        .param(5, row.channel().name())
        .param(6, row.frequency().name())
        .param(7, row.firstDue(), Types.DATE)
        .param(8, nextFrom(row, before), Types.DATE)
        .param(9, row.responsible())
        .param(10, row.approverGroup(), Types.VARCHAR)
        .param(11, row.receipt())
        .param(12, row.freeText(), Types.VARCHAR)
        .param(13, id)
        .update();
    jdbc.sql("delete from communication_audience where row_id = ?").param(id).update();
    saveAudience(id, row.audience());
    history.note(projectKey, by, Sentences.say("communication.history.rowChanged", row.title()));
  }

  /** With the same days as before it keeps what is due next. */
  private LocalDate nextFrom(NewRow row, CommunicationRow before) {
    if (row.frequency() == before.frequency()
        && java.util.Objects.equals(row.firstDue(), before.firstDue())) {
      return before.nextDue();
    }
    return row.firstDue() == null
        ? null
        : row.firstDue().isBefore(clock.today())
            ? row.frequency().nextAfter(row.firstDue(), clock.today().minusDays(1))
            : row.firstDue();
  }

  /** Begins one time of the row now, whenever it is due. */
  public void beginNow(String projectKey, long id, String by) {
    Project project = open(projectKey, by);
    lock(projectKey, id);
    CommunicationRow row = running(projectKey, id);
    mustRest(row);
    if (row.content() == ProjectDocuments.Kind.FINAL_REPORT) {
      throw RefusedException.because("communication.finalNotNow", row.title());
    }
    if (row.asksForReport() && project.phase() != Phase.TRACKING) {
      throw RefusedException.because("communication.reportOnlyTracking", row.title());
    }
    history.note(projectKey, by, Sentences.say("communication.history.begun", row.title()));
    flow.getObject().begin(row);
  }

  /** The rows that a new project might take: asked for by nobody, kept only if accepted. */
  @Transactional(readOnly = true)
  public List<NewRow> proposal(Project project) {
    LocalDate monday = clock.today().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    LocalDate month =
        clock
            .today()
            .with(TemporalAdjusters.firstDayOfNextMonth())
            .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    return List.of(
        proposed(
            "interim",
            ProjectDocuments.Kind.INTERIM_REPORT,
            CommunicationRow.Form.PDF,
            CommunicationRow.Channel.MAIL,
            CommunicationRow.Frequency.MONTHLY,
            month,
            project,
            EnumSet.of(Audience.Role.MANAGERS, Audience.Role.SPONSOR)),
        proposed(
            "milestones",
            ProjectDocuments.Kind.MILESTONES,
            CommunicationRow.Form.HTML,
            CommunicationRow.Channel.MAIL,
            CommunicationRow.Frequency.WEEKLY,
            monday,
            project,
            EnumSet.of(Audience.Role.TEAM)),
        proposed(
            "steering",
            ProjectDocuments.Kind.ISSUES_AND_RISKS,
            CommunicationRow.Form.PDF,
            CommunicationRow.Channel.MEETING,
            CommunicationRow.Frequency.MONTHLY,
            month.plusDays(2),
            project,
            EnumSet.of(Audience.Role.SPONSOR, Audience.Role.COORDINATOR)),
        proposed(
            "result",
            ProjectDocuments.Kind.FINAL_REPORT,
            CommunicationRow.Form.PDF,
            CommunicationRow.Channel.MAIL,
            CommunicationRow.Frequency.PHASE_END,
            null,
            project,
            EnumSet.allOf(Audience.Role.class)));
  }

  private static NewRow proposed(
      String name,
      ProjectDocuments.Kind content,
      CommunicationRow.Form form,
      CommunicationRow.Channel channel,
      CommunicationRow.Frequency frequency,
      LocalDate firstDue,
      Project project,
      Set<Audience.Role> roles) {
    return new NewRow(
        Sentences.say("communication.proposal." + name),
        Sentences.say("communication.proposal." + name + ".purpose"),
        content,
        form,
        channel,
        frequency,
        firstDue,
        project.coordinator(),
        null,
        false,
        null,
        new Audience(roles, List.of(), List.of()));
  }

  /** Takes the proposed rows over into a plan that is still empty. */
  public void takeProposal(String projectKey, String by) {
    Project project = open(projectKey, by);
    projects.running(projectKey);
    if (!rows(projectKey).isEmpty()) {
      throw ConflictException.because("communication.planExists", projectKey);
    }
    proposal(project).forEach(row -> insert(project, checked(project, row)));
    history.note(projectKey, by, Sentences.say("communication.history.proposalTaken"));
  }

  /**
   * The rows that are to be prepared today: none on a day on which the project does not work, and
   * none that is being prepared already.
   */
  @Transactional
  public List<CommunicationRow> due(String projectKey) {
    Project project = projects.get(projectKey);
    LocalDate today = clock.today();
    if (project.phase().isOver()
        || project.isPaused()
        || !workingTime.of(projectKey).isWorkingDay(today)) {
      return List.of();
    }
    List<CommunicationRow> all = rows(projectKey);
    int reached =
        all.stream().anyMatch(row -> row.frequency() == CommunicationRow.Frequency.MILESTONE)
            ? documents.milestonesReached(projectKey)
            : 0;
    return all.stream()
        .filter(row -> row.content() != ProjectDocuments.Kind.FINAL_REPORT)
        .filter(row -> !row.asksForReport() || project.phase() == Phase.TRACKING)
        .filter(
            row ->
                switch (row.frequency()) {
                  case PHASE_END -> !row.seenPhase().equals(project.phase().name());
                  case MILESTONE -> reached > row.seenMilestones();
                  default -> row.nextDue() != null && !row.nextDue().isAfter(today);
                })
        .filter(row -> !isPrepared(row.id()))
        .toList();
  }

  /** Notes what a row that is due by an event has been told of. */
  void seen(CommunicationRow row) {
    jdbc.sql("update communication_row set seen_phase = ?, seen_milestones = ? where id = ?")
        .params(
            projects.get(row.projectKey()).phase().name(),
            row.frequency() == CommunicationRow.Frequency.MILESTONE
                ? documents.milestonesReached(row.projectKey())
                : row.seenMilestones(),
            row.id())
        .update();
  }

  /** After a time of it the row is due at its next day; what was missed is not made up for. */
  void goOn(CommunicationRow row, LocalDate dueOn) {
    if (row.firstDue() == null) {
      return;
    }
    LocalDate after = dueOn.isAfter(clock.today()) ? dueOn : clock.today();
    jdbc.sql("update communication_row set next_due = ? where id = ?")
        .param(1, row.frequency().nextAfter(row.firstDue(), after), Types.DATE)
        .param(2, row.id())
        .update();
  }

  void end(long id) {
    jdbc.sql(
            "update communication_row set ended_at = ?, next_due = null where id = ? and ended_at is null")
        .params(clock.now(), id)
        .update();
  }

  /** Until the end of the transaction nobody else begins, changes or ends this row. */
  void lock(String projectKey, long id) {
    jdbc.sql("select id from communication_row where id = ? and project_key = ? for update")
        .params(id, projectKey)
        .query(Long.class)
        .optional();
  }

  /** The row while it runs. */
  CommunicationRow running(String projectKey, long id) {
    CommunicationRow row = get(projectKey, id);
    if (!row.isRunning()) {
      throw ConflictException.because("communication.rowEnded", row.title());
    }
    return row;
  }

  /** The project, which is neither closed nor paused, for its coordinator. */
  private Project open(String projectKey, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    if (project.phase().isOver()) {
      throw ConflictException.because("communication.projectOver", projectKey);
    }
    project.mustRun();
    return project;
  }

  private void mustRest(CommunicationRow row) {
    if (isPrepared(row.id())) {
      throw ConflictException.because("communication.rowBusy", row.title());
    }
  }

  private boolean isPrepared(long rowId) {
    return jdbc.sql("select count(*) from communication_run where row_id = ? and open_mark = 0")
            .param(rowId)
            .query(Long.class)
            .single()
        > 0;
  }

  private NewRow checked(Project project, NewRow wanted) {
    String title = text("title", wanted.title(), 120);
    String purpose = text("purpose", wanted.purpose(), 500);
    need("content", wanted.content());
    need("form", wanted.form());
    need("channel", wanted.channel());
    need("frequency", wanted.frequency());
    boolean meeting = wanted.channel() == CommunicationRow.Channel.MEETING;
    if (wanted.content() == ProjectDocuments.Kind.FINAL_REPORT
        && wanted.frequency() != CommunicationRow.Frequency.PHASE_END) {
      throw RefusedException.ofField("frequency", "communication.finalAtEnd");
    }
    LocalDate first = wanted.frequency().isByEvent() ? null : wanted.firstDue();
    if (!wanted.frequency().isByEvent()) {
      if (first == null) {
        throw RefusedException.ofField("firstDue", "communication.firstDueMissing");
      }
      if (first.isAfter(clock.today().plusYears(10))) {
        throw RefusedException.ofField("firstDue", "communication.firstDueFar");
      }
    }
    if (!candidates(project).contains(wanted.responsible())) {
      throw RefusedException.ofField("responsible", "communication.responsible", project.key());
    }
    if (wanted.approverGroup() != null && !APPROVERS.contains(wanted.approverGroup())) {
      throw RefusedException.ofField("approverGroup", "communication.approverGroup");
    }
    if (wanted.freeText() != null && wanted.freeText().strip().length() > 4000) {
      throw RefusedException.ofField("freeText", "communication.tooLong", 4000);
    }
    if (wanted.audience().isEmpty()) {
      throw RefusedException.ofField("audience", "communication.audienceMissing");
    }
    for (String person : wanted.audience().people()) {
      if (users.find(person).filter(User::enabled).isEmpty()) {
        throw RefusedException.ofField("people", "communication.person", cut(person));
      }
    }
    Set<Long> known = new LinkedHashSet<>();
    outside.of(project.key()).forEach(party -> known.add(party.id()));
    if (!known.containsAll(wanted.audience().outside())) {
      throw RefusedException.ofField("outside", "communication.outsideUnknown", project.key());
    }
    return new NewRow(
        title,
        purpose,
        wanted.content(),
        wanted.form(),
        wanted.channel(),
        wanted.frequency(),
        first,
        wanted.responsible(),
        meeting ? null : wanted.approverGroup(),
        wanted.receipt() && !meeting,
        wanted.freeText() == null || wanted.freeText().isBlank() ? null : wanted.freeText().strip(),
        wanted.audience());
  }

  /** Login names of those who can be responsible for a row. */
  @Transactional(readOnly = true)
  public List<String> candidates(Project project) {
    Set<String> people = new LinkedHashSet<>(List.of(project.coordinator()));
    project.team().stream().map(TeamMember::username).forEach(people::add);
    people.add(project.sponsor());
    return people.stream()
        .filter(person -> users.find(person).filter(User::enabled).isPresent())
        .toList();
  }

  private static String text(String field, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw RefusedException.ofField(field, "communication.missing");
    }
    if (value.strip().length() > longest) {
      throw RefusedException.ofField(field, "communication.tooLong", longest);
    }
    return value.strip();
  }

  private static void need(String field, Object value) {
    if (value == null) {
      throw RefusedException.ofField(field, "communication.choose");
    }
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private long insert(Project project, NewRow row) {
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into communication_row (project_key, title, purpose, content, form, channel, frequency, first_due,"
                + " next_due, responsible, approver_group, receipt, free_text, seen_phase, seen_milestones, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(1, project.key())
        .param(2, row.title())
        .param(3, row.purpose())
        .param(4, row.content().name())
        .param(5, row.form().name())
        .param(6, row.channel().name())
        .param(7, row.frequency().name())
        .param(8, row.firstDue(), Types.DATE)
        .param(9, row.firstDue(), Types.DATE)
        .param(10, row.responsible())
        .param(11, row.approverGroup(), Types.VARCHAR)
        .param(12, row.receipt())
        .param(13, row.freeText(), Types.VARCHAR)
        .param(14, project.phase().name())
        .param(15, documents.milestonesReached(project.key()))
        .param(16, clock.now())
        .update(keys, "id");
    long id = keys.getKey().longValue();
    saveAudience(id, row.audience());
    return id;
  }

  private void saveAudience(long id, Audience audience) {
    audience.roles().forEach(role -> addressee(id, "ROLE", role.name()));
    audience.people().stream().distinct().forEach(person -> addressee(id, "PERSON", person));
    audience.outside().stream()
        .distinct()
        .forEach(party -> addressee(id, "OUTSIDE", String.valueOf(party)));
  }

  private void addressee(long id, String kind, String who) {
    jdbc.sql("insert into communication_audience (row_id, kind, who) values (?, ?, ?)")
        .params(id, kind, who)
        .update();
  }

  private Audience audience(long id) {
    Set<Audience.Role> roles = EnumSet.noneOf(Audience.Role.class);
    List<String> people = new ArrayList<>();
    List<Long> parties = new ArrayList<>();
    jdbc.sql("select kind, who from communication_audience where row_id = ? order by kind, who")
        .param(id)
        .query(
            row -> {
              String who = row.getString("who");
              switch (row.getString("kind")) {
                case "ROLE" -> roles.add(Audience.Role.valueOf(who));
                case "PERSON" -> people.add(who);
                default -> parties.add(Long.valueOf(who));
              }
            });
    return new Audience(roles, List.copyOf(people), List.copyOf(parties));
  }

  private CommunicationRow row(ResultSet row, int number) throws SQLException {
    long id = row.getLong("id");
    return new CommunicationRow(
        id,
        row.getString("project_key"),
        row.getString("title"),
        row.getString("purpose"),
        ProjectDocuments.Kind.valueOf(row.getString("content")),
        CommunicationRow.Form.valueOf(row.getString("form")),
        CommunicationRow.Channel.valueOf(row.getString("channel")),
        CommunicationRow.Frequency.valueOf(row.getString("frequency")),
        row.getObject("first_due", LocalDate.class),
        row.getObject("next_due", LocalDate.class),
        row.getString("responsible"),
        row.getString("approver_group"),
        row.getBoolean("receipt"),
        row.getString("free_text"),
        row.getString("seen_phase"),
        row.getInt("seen_milestones"),
        row.getObject("ended_at", LocalDateTime.class),
        audience(id));
  }
}
