package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was spent, and the earned value that follows from it. */
@Service
@Transactional
public class Costs {
  private static final String SELECT =
      "select p.*, (select c.id from posting c where c.corrects = p.id) as corrected_by from posting p ";
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private final JdbcClient jdbc;
  private final Plans plans;
  private final Registers registers;
  private final Baselines baselines;
  private final Progress progress;
  private final ProjectRights rights;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  Costs(
      JdbcClient jdbc,
      Plans plans,
      Registers registers,
      Baselines baselines,
      Progress progress,
      ProjectRights rights,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.registers = registers;
    this.baselines = baselines;
    this.progress = progress;
    this.rights = rights;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /**
   * A budget line with its plan, what was posted on it and what is left. Number 0 collects postings
   * without a line.
   */
  public record LineSpent(
      int number, String name, BigDecimal amount, BigDecimal spent, BigDecimal left) {}

  /**
   * Posts time or an expense. Team members post their own time; the coordinator posts everything.
   *
   * @return the posting's id
   */
  public long post(String projectKey, NewPosting wanted, String by) {
    Project project = rights.mustBelong(projectKey, by);
    if (project.phase() != Phase.TRACKING && project.phase() != Phase.CLOSING) {
      throw RefusedException.because("tracking.postingPhase", projectKey);
    }
    if (wanted.kind() == null) {
      throw RefusedException.ofField("kind", "tracking.postingKind");
    }
    boolean coordinator = rights.coordinates(project, by);
    if (!coordinator
        && (wanted.kind() != Posting.Kind.TIME || !rights.stands(wanted.person(), by))) {
      throw RefusedException.forbidden("tracking.ownTimeOnly");
    }
    if (wanted.day() == null) {
      throw RefusedException.ofField("day", "tracking.missing", "the day");
    }
    if (wanted.day().isAfter(clock.today())) {
      throw RefusedException.ofField("day", "tracking.postingFuture");
    }
    if (wanted.day().isBefore(project.start())) {
      throw RefusedException.ofField("day", "tracking.beforeProject", project.start().toString());
    }
    String text = Texts.needed("text", "what it was for", wanted.text(), 500);
    BigDecimal hours = wanted.kind() == Posting.Kind.TIME ? hours(wanted) : null;
    String person = blank(wanted.person());
    BigDecimal amount = amount(project, wanted, hours, person);
    PlanTask task = null;
    if (wanted.task() != null) {
      task = plans.current(projectKey).task(wanted.task());
      if (task == null) {
        throw RefusedException.ofField("task", "tracking.taskUnknown", wanted.task(), projectKey);
      }
    }
    Integer line =
        wanted.budgetLine() == null && task != null ? task.budgetLine() : wanted.budgetLine();
    if (line != null
        && registers.budgetLines(projectKey).stream().noneMatch(l -> l.number() == line)) {
      throw RefusedException.ofField("budgetLine", "tracking.lineUnknown", line, projectKey);
    }
    long id =
        insert(
            projectKey,
            wanted.day(),
            wanted.kind(),
            amount,
            hours,
            person,
            wanted.task(),
            line,
            text,
            by,
            null);
    history.note(projectKey, by, Sentences.say("tracking.history.posting", amount, text));
    return id;
  }

  private static BigDecimal hours(NewPosting wanted) {
    BigDecimal hours = wanted.hours();
    if (hours == null || hours.signum() <= 0 || hours.compareTo(BigDecimal.valueOf(10_000)) > 0) {
      throw RefusedException.ofField("hours", "tracking.hours");
    }
    return hours.setScale(2, RoundingMode.HALF_UP);
  }

  private BigDecimal amount(Project project, NewPosting wanted, BigDecimal hours, String person) {
    if (person != null && users.find(person).isEmpty()) {
      throw RefusedException.ofField("person", "tracking.personUnknown", person);
    }
    BigDecimal amount = wanted.amount();
    if (wanted.kind() == Posting.Kind.TIME) {
      if (person == null) {
        throw RefusedException.ofField("person", "tracking.personMissing");
      }
      if (amount == null) {
        TeamMember member = project.member(person);
        if (member == null) {
          throw RefusedException.ofField("amount", "tracking.noRate", users.nameOf(person));
        }
        amount = hours.multiply(member.hourlyRate());
      }
    }
    if (amount == null || amount.signum() < 0) {
      throw RefusedException.ofField("amount", "tracking.negative");
    }
    if (amount.compareTo(MOST) > 0) {
      throw RefusedException.ofField("amount", "tracking.amountHuge");
    }
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  /**
   * Takes a posting back by a counter-posting of the same day, so that figures of any date stay
   * true.
   */
  public long takeBack(String projectKey, long posting, String reason, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    ProjectRights.mustBeOpen(project);
    Posting wrong = get(projectKey, posting);
    if (wrong.corrects() != null) {
      throw RefusedException.because("tracking.counterPosting");
    }
    if (wrong.correctedBy() != null) {
      throw ConflictException.because("tracking.takenBack", wrong.text());
    }
    String text = Texts.needed("reason", "the reason", reason, 400);
    try {
      long id =
          insert(
              projectKey,
              wrong.postingDay(),
              wrong.kind(),
              wrong.amount().negate(),
              wrong.hours() == null ? null : wrong.hours().negate(),
              wrong.person(),
              wrong.task(),
              wrong.budgetLine(),
              text,
              by,
              posting);
      history.note(
          projectKey,
          by,
          Sentences.say("tracking.history.takenBack", wrong.text(), wrong.amount(), text));
      return id;
    } catch (DuplicateKeyException twice) {
      throw ConflictException.because("tracking.takenBack", wrong.text());
    }
  }

  private long insert(
      String projectKey,
      LocalDate day,
      Posting.Kind kind,
      BigDecimal amount,
      BigDecimal hours,
      String person,
      Integer task,
      Integer line,
      String text,
      String by,
      Long corrects) {
    LocalDateTime now = clock.now();
    var keys = new org.springframework.jdbc.support.GeneratedKeyHolder();
    jdbc.sql(
            "insert into posting (project_key, posting_day, kind, amount, hours, person, task, budget_line, text,"
                + " posted_by, posted_at, corrects) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            day,
            kind.name(),
            amount,
            hours,
            person,
            task,
            line,
            text,
            by,
            now,
            corrects)
        .update(keys, "id");
    return keys.getKey().longValue();
  }

  @Transactional(readOnly = true)
  public Posting get(String projectKey, long id) {
    return jdbc.sql(SELECT + "where p.project_key = ? and p.id = ?")
        .params(projectKey, id)
        .query(Posting.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("tracking.postingUnknown", id, projectKey));
  }

  /** Postings from the newest on, those before the posting {@code before} where it is given. */
  @Transactional(readOnly = true)
  public List<Posting> page(String projectKey, Long before, int size) {
    return jdbc.sql(
            SELECT
                + "where p.project_key = ? and p.id < ? order by p.id desc limit "
                + Math.min(Math.max(size, 1), 500))
        .params(projectKey, before == null ? Long.MAX_VALUE : before)
        .query(Posting.class)
        .list();
  }

  /** Posted cost up to the end of a day. */
  @Transactional(readOnly = true)
  public BigDecimal actualCost(String projectKey, LocalDate until) {
    return jdbc.sql(
            "select coalesce(sum(amount), 0) from posting where project_key = ? and posting_day <= ?")
        .params(projectKey, until)
        .query(BigDecimal.class)
        .single();
  }

  /**
   * Budget lines with what was posted on them, in their order; the last collects what has no line.
   */
  @Transactional(readOnly = true)
  public List<LineSpent> byLine(String projectKey, LocalDate until) {
    Map<Integer, BigDecimal> spent = new HashMap<>();
    jdbc.sql(
            "select coalesce(budget_line, 0) as line, sum(amount) as spent from posting"
                + " where project_key = ? and posting_day <= ? group by coalesce(budget_line, 0)")
        .params(projectKey, until)
        .query(
            row -> {
              spent.put(row.getInt("line"), row.getBigDecimal("spent"));
            });
    List<LineSpent> lines = new ArrayList<>();
    for (BudgetLine line : registers.budgetLines(projectKey)) {
      BigDecimal used = spent.getOrDefault(line.number(), BigDecimal.ZERO);
      lines.add(
          new LineSpent(
              line.number(), line.name(), line.amount(), used, line.amount().subtract(used)));
    }
    if (spent.containsKey(0)) {
      lines.add(new LineSpent(0, Sentences.say("tracking.withoutLine"), null, spent.get(0), null));
    }
    return lines;
  }

  /** Earned value at the end of a day, against the baseline that was in force then. */
  @Transactional(readOnly = true)
  public EarnedValue figures(String projectKey, LocalDate statusDate) {
    if (statusDate.getYear() < 1990 || statusDate.getYear() > 2100) {
      throw RefusedException.ofField("date", "tracking.date", "the date");
    }
    WorkPlan plan = plans.current(projectKey);
    List<Baseline> all = baselines.all(projectKey);
    Baseline baseline = inForce(all, statusDate);
    Map<Integer, Integer> percents = progress.percentAt(projectKey, statusDate, plan);
    return EarnedValue.of(
        statusDate,
        plan.calendar(),
        baseline == null ? List.of() : work(baseline, percents),
        actualCost(projectKey, statusDate),
        EarnedValue.weekMinutes(plan.calendar()),
        baseline == null ? List.of() : withoutBaseline(plan, baseline));
  }

  private static Baseline inForce(List<Baseline> all, LocalDate day) {
    Baseline found = null;
    for (Baseline baseline :
        all.stream().sorted(Comparator.comparingInt(Baseline::number)).toList()) {
      if (found == null || !baseline.frozenAt().toLocalDate().isAfter(day)) {
        found = baseline;
      }
    }
    return found;
  }

  private static List<EarnedValue.Work> work(Baseline baseline, Map<Integer, Integer> percents) {
    return baseline.tasks().stream()
        .filter(task -> !task.summary())
        .map(
            task ->
                new EarnedValue.Work(
                    task.start(),
                    task.finish(),
                    task.cost(),
                    percents.getOrDefault(task.number(), 0)))
        .toList();
  }

  private static List<Integer> withoutBaseline(WorkPlan plan, Baseline baseline) {
    return plan.tasks().stream()
        .map(PlanTask::number)
        .filter(number -> baseline.task(number) == null && !plan.isSummary(number))
        .toList();
  }

  /**
   * The curves of planned, earned and actual cost: a point at the end of each week from the start
   * to the later of status date and baseline finish (at most 200 points); earned and actual are
   * null after the status date.
   */
  @Transactional(readOnly = true)
  public List<EarnedValue.Point> curve(String projectKey, LocalDate statusDate) {
    WorkPlan plan = plans.current(projectKey);
    Baseline baseline = inForce(baselines.all(projectKey), statusDate);
    if (baseline == null) {
      return List.of();
    }
    LocalDate first = baseline.start().toLocalDate();
    LocalDate last =
        baseline.finish().toLocalDate().isAfter(statusDate)
            ? baseline.finish().toLocalDate()
            : statusDate;
    long step = Math.max(7, (last.toEpochDay() - first.toEpochDay()) / 150 / 7 * 7 + 7);
    List<LocalDate> days = new ArrayList<>(List.of(first.minusDays(1)));
    for (LocalDate day = first.plusDays(6); day.isBefore(last); day = day.plusDays(step)) {
      days.add(day);
    }
    days.add(last);
    if (!days.contains(statusDate) && !statusDate.isBefore(first)) {
      days.add(statusDate);
    }
    days.sort(null);
    Map<Integer, Integer> latest = progress.percentAt(projectKey, statusDate, plan);
    List<EarnedValue.Work> shape = work(baseline, Map.of());
    List<EarnedValue.Point> points = new ArrayList<>();
    for (LocalDate day : days) {
      BigDecimal earned = null;
      BigDecimal actual = null;
      if (!day.isAfter(statusDate)) {
        Map<Integer, Integer> then =
            day.equals(statusDate) ? latest : progress.percentAt(projectKey, day, plan);
        earned =
            work(baseline, then).stream()
                .map(w -> w.cost().multiply(BigDecimal.valueOf(w.percent())).movePointLeft(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
        actual = actualCost(projectKey, day);
      }
      points.add(
          new EarnedValue.Point(
              day,
              EarnedValue.planned(plan.calendar(), shape, day.plusDays(1).atStartOfDay()),
              earned,
              actual));
    }
    return points;
  }

  private static String blank(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
