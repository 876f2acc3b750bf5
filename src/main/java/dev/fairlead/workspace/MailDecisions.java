package dev.fairlead.workspace;

import dev.fairlead.engine.ApprovalTasks;
import dev.fairlead.engine.MailDecision;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.people.AccountChanged;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.SecretAddress;
import dev.fairlead.shared.Sentences;
import dev.fairlead.workspace.TaskDesk.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets people decide from the mail: by a key to one task for one person, kept as a fingerprint
 * only. It opens what was submitted when it was made, once and for a while; the decision itself is
 * that of My work. Off unless whoever runs Fairlead allows it, and up to an amount.
 */
@Service
public class MailDecisions implements DecideByMail {
  /** Begins the address; the key follows. */
  public static final String PATH = "/decide/";

  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * A key as it is kept.
   *
   * @param seen fingerprint of what was submitted
   * @param choice what was decided with it, in the form's words, or null
   * @param voidAt when the account of its person changed, or null
   */
  public record Link(
      String tokenHash,
      String taskId,
      String username,
      String projectKey,
      String taskName,
      String seen,
      LocalDateTime expiresAt,
      LocalDateTime usedAt,
      String choice,
      LocalDateTime voidAt) {}

  /**
   * How a key stands.
   *
   * @param task what it opens, or null where it opens nothing
   * @param sentence why it opens nothing, or why nothing can be decided at the moment; or null
   */
  public record Look(OpenTask task, String sentence) {
    private static Look over(String sentence) {
      return new Look(null, sentence);
    }

    public boolean isOver() {
      return task == null;
    }

    /** Whether the task can be decided now; it cannot while its project is paused. */
    public boolean mayDecide() {
      return task != null && sentence == null;
    }
  }

  private final JdbcClient jdbc;
  private final TaskDesk desk;
  private final Worklist worklist;
  private final TaskService tasks;
  private final ApprovalTasks approvals;
  private final List<MailDecision> rooms;
  private final Users users;
  private final Projects projects;
  private final DecisionLog decisions;
  private final History history;
  private final FairleadClock clock;
  private final boolean enabled;
  private final BigDecimal upTo;
  private final Duration valid;

  MailDecisions(
      JdbcClient jdbc,
      TaskDesk desk,
      Worklist worklist,
      TaskService tasks,
      ApprovalTasks approvals,
      List<MailDecision> rooms,
      Users users,
      Projects projects,
      DecisionLog decisions,
      History history,
      FairleadClock clock,
      @Value("${fairlead.mail.decide.enabled:false}") boolean enabled,
      @Value("${fairlead.mail.decide.up-to:10000}") BigDecimal upTo,
      @Value("${fairlead.mail.decide.valid:P7D}") Duration valid) {
    if (upTo.signum() < 0) {
      throw RefusedException.because("workspace.decide.settingUpTo");
    }
    if (valid.compareTo(Duration.ZERO) <= 0 || valid.compareTo(LONGEST) > 0) {
      throw RefusedException.because("workspace.decide.settingValid", LONGEST.toDays());
    }
    this.jdbc = jdbc;
    this.desk = desk;
    this.worklist = worklist;
    this.tasks = tasks;
    this.approvals = approvals;
    this.rooms = rooms;
    this.users = users;
    this.projects = projects;
    this.decisions = decisions;
    this.history = history;
    this.clock = clock;
    this.enabled = enabled;
    this.upTo = upTo;
    this.valid = valid;
  }

  @Override
  @Transactional
  public Optional<Key> key(String taskId, String username, String address) {
    if (!enabled
        || active(username).filter(user -> user.email().equalsIgnoreCase(address)).isEmpty()
        || !approvals.isApproval(taskId)) {
      return Optional.empty();
    }
    return worklist
        .find(taskId)
        .filter(task -> waitsFor(task, username))
        .flatMap(task -> facts(task).map(facts -> make(task, username, facts)));
  }

  private Key make(OpenTask task, String username, MailDecision.Facts facts) {
    String secret = SecretAddress.make();
    LocalDateTime until = clock.now().plus(valid);
    jdbc.sql(
            "insert into mail_decision (token_hash, task_id, username, project_key, task_name, seen,"
                + " made_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Fingerprint.of(secret),
            task.id(),
            username,
            task.projectKey(),
            task.name(),
            facts.fingerprint(),
            clock.now(),
            until)
        .update();
    return new Key(PATH + secret, until);
  }

  @Override
  @Transactional
  public void takeBack(Key key) {
    jdbc.sql("delete from mail_decision where token_hash = ?")
        .param(Fingerprint.of(key.path().substring(PATH.length())))
        .update();
  }

  private Optional<User> active(String username) {
    return users.find(username).filter(User::enabled);
  }

  private boolean waitsFor(OpenTask task, String username) {
    Standing standing = desk.standing(task, username);
    return standing == Standing.MINE || standing == Standing.OPEN_TO_ME;
  }

  /** What is decided on; empty where it has to be decided with a login. */
  private Optional<MailDecision.Facts> facts(OpenTask task) {
    return room(task)
        .map(room -> room.facts(task.businessKey()))
        .filter(facts -> facts.amount().compareTo(upTo) <= 0);
  }

  /** The room whose approval the task is. */
  public Optional<MailDecision> room(OpenTask task) {
    return rooms.stream().filter(room -> room.process().equals(task.processKey())).findFirst();
  }

  /** The key with this secret, whether it opens anything or not; empty for one that never was. */
  @Transactional(readOnly = true)
  public Optional<Link> find(String secret) {
    return enabled && SecretAddress.isPossible(secret)
        ? jdbc.sql(
                "select token_hash, task_id, username, project_key, task_name, seen, expires_at,"
                    + " used_at, choice, void_at from mail_decision where token_hash = ?")
            .param(Fingerprint.of(secret))
            .query(Link.class)
            .optional()
        : Optional.empty();
  }

  /**
   * What the key opens now, or why it opens nothing. Not in a transaction of its own: the engine
   * ends one where the process has just ended, and then the answer would be lost with it.
   */
  public Look look(Link link) {
    if (link.usedAt() != null) {
      return Look.over(
          Sentences.say(
              "workspace.decide.used",
              link.taskName(),
              Sentences.moment(link.usedAt()),
              link.choice()));
    }
    if (link.voidAt() != null || active(link.username()).isEmpty()) {
      return Look.over(Sentences.say("workspace.decide.account"));
    }
    if (!clock.now().isBefore(link.expiresAt())) {
      return Look.over(
          Sentences.say("workspace.decide.expired", Sentences.moment(link.expiresAt())));
    }
    OpenTask task;
    boolean waits;
    boolean takenOver;
    try {
      task = desk.open(link.taskId());
      waits = waitsFor(task, link.username());
      takenOver = !waits && hasTakenOver(task, link.username());
    } catch (ConflictException | NotFoundException gone) {
      return Look.over(gone.getMessage());
    }
    if (!waits) {
      return Look.over(
          task.assignee() == null
              ? Sentences.say(
                  "workspace.decide." + (takenOver ? "takenOver" : "notYours"), task.name())
              : Sentences.say("workspace.task.taken", task.name(), users.nameOf(task.assignee())));
    }
    Optional<MailDecision.Facts> facts = facts(task);
    if (facts.isEmpty()) {
      return Look.over(Sentences.say("workspace.decide.above", task.name()));
    }
    if (!facts.get().fingerprint().equals(link.seen())) {
      return Look.over(Sentences.say("workspace.decide.changed"));
    }
    return new Look(
        task,
        projects
            .find(task.projectKey())
            .filter(Project::isPaused)
            .map(project -> project.pause().sentence(project.key()))
            .map(why -> Sentences.say("workspace.task.onHold", why))
            .orElse(null));
  }

  private boolean hasTakenOver(OpenTask task, String username) {
    return username.equals(
        desk.variables(task, List.of(TaskGuard.TAKEN_OVER_BY)).get(TaskGuard.TAKEN_OVER_BY));
  }

  /**
   * Decides in the person's name, by the same service and guards as My work, and uses the key up:
   * both or neither.
   *
   * @throws ConflictException where the task is no longer open
   */
  public TaskDesk.Result decide(Link link, Map<String, String> typed) {
    return desk.complete(
        link.taskId(), link.username(), typed, null, chosen -> useUp(link, chosen));
  }

  /** In the transaction that decides; whoever comes second waits here, and finds it used. */
  private void useUp(Link link, String chosen) {
    // whoever hands the project over at the same moment waits here, or has done so
    projects.locked(link.projectKey());
    LocalDateTime now = clock.now();
    int used =
        jdbc.sql(
                "update mail_decision set used_at = ?, choice = ? where token_hash = ? and used_at"
                    + " is null and void_at is null and expires_at > ?")
            .params(now, chosen, link.tokenHash(), now)
            .update();
    Look look = look(link);
    if (used == 0 || look.isOver()) {
      throw ConflictException.because("workspace.task.atTheSameMoment");
    }
    decisions.fromMail();
    history.note(
        link.projectKey(),
        link.username(),
        Sentences.say("workspace.decide.history", look.task().title()));
    tasks.createComment(
        link.taskId(), look.task().instanceId(), Sentences.say("workspace.decide.comment"));
  }

  /** Whoever was locked out, or got another password, may have lost the mailbox as well. */
  @EventListener
  @Transactional
  public void on(AccountChanged account) {
    jdbc.sql(
            "update mail_decision set void_at = ? where username = ? and used_at is null and"
                + " void_at is null")
        .params(clock.now(), account.username())
        .update();
  }
}
