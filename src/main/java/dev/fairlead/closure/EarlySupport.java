package dev.fairlead.closure;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * For some weeks after a project is closed its people help with problems of what they handed over.
 * The project itself stays as it was archived; what happens now stands beside it.
 */
@Service
@Transactional
public class EarlySupport {
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 365;
  private static final int MOST_PROBLEMS = 500;

  /**
   * What is agreed and what became of it.
   *
   * @param days for how many days after the end; 0 for none
   * @param lastDay null until it has begun
   * @param wrappedUpAt null until it has ended
   */
  public record Agreement(
      int days,
      LocalDate begunOn,
      LocalDate lastDay,
      String summary,
      String wrappedUpBy,
      LocalDateTime wrappedUpAt) {
    public boolean isRunning() {
      return begunOn != null && wrappedUpAt == null;
    }
  }

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Registers registers;
  private final Handovers handovers;
  private final FollowOnActions actions;
  private final Lessons lessons;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final ObjectProvider<EarlySupportFlow> flow;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;

  EarlySupport(
      JdbcClient jdbc,
      Projects projects,
      Registers registers,
      Handovers handovers,
      FollowOnActions actions,
      Lessons lessons,
      ProjectRights rights,
      Users users,
      History history,
      ObjectProvider<EarlySupportFlow> flow,
      ApplicationEventPublisher events,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.registers = registers;
    this.handovers = handovers;
    this.actions = actions;
    this.lessons = lessons;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.flow = flow;
    this.events = events;
    this.clock = clock;
  }

  /** What was chosen; otherwise thirty days where something is handed over or left to do. */
  @Transactional(readOnly = true)
  public Agreement of(String projectKey) {
    return chosen(projectKey)
        .orElseGet(
            () ->
                new Agreement(
                    handovers.of(projectKey).isEmpty() && actions.open(projectKey).isEmpty()
                        ? 0
                        : USUAL_DAYS,
                    null,
                    null,
                    null,
                    null,
                    null));
  }

  private Optional<Agreement> chosen(String projectKey) {
    return jdbc.sql(
            "select days, begun_on, last_day, summary, wrapped_up_by, wrapped_up_at from"
                + " early_support where project_key = ?")
        .param(projectKey)
        .query(Agreement.class)
        .optional();
  }

  /** The coordinator says for how many days, before the project is closed. */
  public void choose(String projectKey, Integer days, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    if (project.phase() != Phase.CLOSING) {
      throw RefusedException.because("closure.phase", projectKey);
    }
    project.mustRun();
    if (days == null || days < 0 || days > MOST_DAYS) {
      throw RefusedException.ofField("days", "closure.supportDays", MOST_DAYS);
    }
    if (days == 0 && !actions.open(projectKey).isEmpty()) {
      throw RefusedException.ofField(
          "days", "closure.supportNeeded", actions.open(projectKey).size());
    }
    keep(projectKey, days, by);
    history.note(projectKey, by, Sentences.say("closure.history.support", days));
  }

  private void keep(String projectKey, int days, String by) {
    int changed =
        jdbc.sql("update early_support set days = ?, chosen_by = ? where project_key = ?")
            .params(days, by, projectKey)
            .update();
    if (changed == 0) {
      jdbc.sql("insert into early_support (project_key, days, chosen_by) values (?, ?, ?)")
          .params(projectKey, days, by)
          .update();
    }
  }

  /** Whether it begins now that the project is closed. */
  @Transactional(readOnly = true)
  public boolean isAgreed(String projectKey) {
    Agreement agreement = of(projectKey);
    return projects.get(projectKey).outcome() == Outcome.COMPLETED
        && (agreement.days() > 0 || !actions.open(projectKey).isEmpty());
  }

  /**
   * Begins it.
   *
   * @return its end, the evening of the last day
   */
  public LocalDateTime begin(String projectKey) {
    Project project = projects.get(projectKey);
    Agreement agreement = of(projectKey);
    int days = agreement.days() > 0 ? agreement.days() : USUAL_DAYS;
    LocalDate last = clock.today().plusDays(days);
    if (chosen(projectKey).isEmpty() || agreement.days() != days) {
      keep(projectKey, days, null);
    }
    jdbc.sql("update early_support set begun_on = ?, last_day = ? where project_key = ?")
        .params(clock.today(), last, projectKey)
        .update();
    history.note(projectKey, null, Sentences.say("closure.history.supportBegun", last));
    Set<String> to = new LinkedHashSet<>();
    to.add(project.coordinator());
    to.add(project.sponsor());
    handovers.of(projectKey).forEach(list -> to.add(list.receiver()));
    project.team().stream().map(TeamMember::username).forEach(to::add);
    tell(
        project,
        "support/" + projectKey,
        "earlySupport",
        List.copyOf(to),
        Map.of("lastDay", Sentences.day(last)));
    return last.atTime(18, 0);
  }

  @Transactional(readOnly = true)
  public List<SupportProblem> problems(String projectKey) {
    return jdbc.sql("select * from support_problem where project_key = ? order by number")
        .param(projectKey)
        .query(SupportProblem.class)
        .list();
  }

  @Transactional(readOnly = true)
  public List<SupportProblem> openProblems(String projectKey) {
    return problems(projectKey).stream().filter(problem -> !problem.isSolved()).toList();
  }

  /**
   * Anybody who works with the system reports a problem.
   *
   * @param system number of a system that was handed over, or null
   * @return the problem's number
   */
  public int report(
      String projectKey, Integer system, String title, String description, String by) {
    Project project = projects.get(projectKey);
    mustRun(projectKey);
    String called = Texts.needed("title", "what is wrong", title, 200);
    String told = Texts.needed("description", "the description", description, 2000);
    if (system != null
        && registers.systems(projectKey).stream().noneMatch(known -> known.number() == system)) {
      throw RefusedException.ofField("system", "closure.supportSystem");
    }
    // its row is the lock for the next number
    jdbc.sql("select project_key from early_support where project_key = ? for update")
        .param(projectKey)
        .query(String.class)
        .single();
    int number = problems(projectKey).size() + 1;
    if (number > MOST_PROBLEMS) {
      throw RefusedException.because("closure.supportMany", MOST_PROBLEMS);
    }
    jdbc.sql(
            "insert into support_problem (project_key, number, system, title, description,"
                + " reported_by, reported_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(projectKey, number, system, called, told, by, clock.now())
        .update();
    if (!flow.getObject().problemReported(projectKey, number, solver(project, system))) {
      throw ConflictException.because("closure.supportOver", projectKey);
    }
    history.note(projectKey, by, Sentences.say("closure.history.problem", number, called));
    return number;
  }

  /** The former coordinator; the system's owner where the coordinator has left. */
  private String solver(Project project, Integer system) {
    return Stream.concat(
            Stream.of(project.coordinator()),
            handovers.of(project.key()).stream()
                .filter(list -> system == null || list.system().number() == system)
                .map(HandoverChecklist::receiver))
        .filter(person -> users.find(person).filter(User::enabled).isPresent())
        .findFirst()
        .orElse(project.sponsor());
  }

  private void mustRun(String projectKey) {
    Agreement agreement = of(projectKey);
    if (!agreement.isRunning()) {
      throw ConflictException.because(
          agreement.wrappedUpAt() == null ? "closure.supportNot" : "closure.supportOver",
          projectKey);
    }
  }

  /** Keeps how a problem was solved, and tells whoever reported it. */
  public void solve(String projectKey, int number, String cause, String solution, String by) {
    SupportProblem problem = get(projectKey, number);
    String why = Texts.optional("cause", "the cause", cause, 2000);
    String how = Texts.needed("solution", "the solution", solution, 2000);
    if (problem.isSolved()) {
      throw ConflictException.because("closure.problemSolved", number);
    }
    jdbc.sql(
            "update support_problem set cause = ?, solution = ?, solved_by = ?, solved_at = ?"
                + " where project_key = ? and number = ?")
        .params(why, how, by, clock.now(), projectKey, number)
        .update();
    history.note(projectKey, by, Sentences.say("closure.history.problemSolved", number, how));
    tell(
        projects.get(projectKey),
        "support/" + projectKey + "/" + number,
        "supportSolved",
        List.of(problem.reportedBy()),
        Map.of("problem", problem.title(), "solution", how, "person", users.nameOf(by)));
  }

  private SupportProblem get(String projectKey, int number) {
    return problems(projectKey).stream()
        .filter(problem -> problem.number() == number)
        .findFirst()
        .orElseThrow(
            () -> NotFoundException.because("closure.problemUnknown", "" + number, projectKey));
  }

  /**
   * Ends the early support.
   *
   * @param recommendation becomes a lesson; may be blank
   * @throws RefusedException while a problem or a follow-on action is open
   */
  public void wrapUp(
      String projectKey, String summary, String recommendation, String by, String onBehalfOf) {
    mustRun(projectKey);
    String happened = Texts.needed("supportSummary", "what happened", summary, 2000);
    String advice = Texts.optional("recommendation", "what others should do", recommendation, 2000);
    String open =
        Stream.concat(
                openProblems(projectKey).stream().map(SupportProblem::title),
                actions.open(projectKey).stream().map(FollowOnAction::text))
            .limit(10)
            .collect(Collectors.joining("; "));
    if (!open.isEmpty()) {
      throw RefusedException.because("closure.supportOpen", open);
    }
    jdbc.sql(
            "update early_support set summary = ?, wrapped_up_by = ?, on_behalf_of = ?,"
                + " wrapped_up_at = ? where project_key = ?")
        .params(happened, by, onBehalfOf, clock.now(), projectKey)
        .update();
    if (advice != null) {
      lessons.recordFromSupport(
          projectKey,
          new NewLesson(Sentences.say("closure.supportCategory"), happened, false, advice, null),
          by);
    }
    history.note(projectKey, by, Sentences.say("closure.history.supportEnded", happened));
    history.decided(
        Decided.on(projectKey, Decided.Kind.EARLY_SUPPORT, "early support", "END", by)
            .ofVersion("problems reported: " + problems(projectKey).size() + ", all solved", null)
            .insteadOf(onBehalfOf)
            .saying(happened));
  }

  private void tell(
      Project project, String key, String template, List<String> to, Map<String, String> values) {
    Map<String, String> all = new java.util.TreeMap<>(values);
    all.put("projectKey", project.key());
    all.put("projectName", project.name());
    events.publishEvent(
        new Notice(
            key, project.key(), to, template, all, "/projects/" + project.key() + "/closing"));
  }
}
