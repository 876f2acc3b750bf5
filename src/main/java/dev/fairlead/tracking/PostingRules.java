package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a posting must be like before it is kept. */
@Component
class PostingRules {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final MemberRates rates;
  private final Commitments commitments;
  private final ClosedLines closedLines;
  private final ClosedPeriods closedPeriods;
  private final ProjectRights rights;
  private final Users users;
  private final FairleadClock clock;

  PostingRules(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      Registers registers,
      MemberRates rates,
      Commitments commitments,
      ClosedLines closedLines,
      ClosedPeriods closedPeriods,
      ProjectRights rights,
      Users users,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.rates = rates;
    this.commitments = commitments;
    this.closedLines = closedLines;
    this.closedPeriods = closedPeriods;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /**
   * A posting that may be kept, with all that followed from what was typed.
   *
   * @param approved whether it counts at once
   */
  record Checked(
      LocalDate day,
      Posting.Kind kind,
      BigDecimal amount,
      BigDecimal hours,
      String person,
      Integer task,
      Integer line,
      Long commitment,
      String text,
      boolean approved) {}

  /**
   * @throws RefusedException where nothing can be posted on the project at all, or not by this
   *     person
   */
  Project mustTakePostings(String projectKey, String by) {
    Project project = rights.mustBelong(projectKey, by);
    if (!takesPostings(project)) {
      throw RefusedException.because("tracking.postingPhase", projectKey);
    }
    return project;
  }

  /**
   * The same, and until the end of the transaction nobody else closes what is posted to, nor posts.
   */
  Project mustTakePostingsAlone(String projectKey, String by) {
    projects.lock(projectKey);
    return mustTakePostings(projectKey, by);
  }

  static boolean takesPostings(Project project) {
    return project.phase() == Phase.TRACKING || project.phase() == Phase.CLOSING;
  }

  /** What an hour of the person costs on that day. */
  Optional<BigDecimal> rate(String projectKey, String person, LocalDate day) {
    return rates.of(projects.get(projectKey)).on(person, day);
  }

  /** Begins to check one or many postings of a person; remembers the hours of those that passed. */
  Check of(Project project, String by) {
    return new Check(project, by);
  }

  /** Looks at postings one after the other. */
  final class Check {
    private final Project project;
    private final String by;
    private final boolean coordinates;
    private final Map<Integer, BudgetLine> lines;
    private final Map<Integer, ClosedLines.ClosedLine> closed;
    private final ClosedPeriods.ClosedPeriod period;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Map<String, BigDecimal> hoursOfDay = new HashMap<>();
    private MemberRates.OfProject ofTeam;
    private WorkPlan plan;

    private Check(Project project, String by) {
      this.project = project;
      this.by = by;
      coordinates = rights.coordinates(project, by);
      lines =
          registers.budgetLines(project.key()).stream()
              .collect(Collectors.toMap(BudgetLine::number, line -> line));
      closed = closedLines.of(project.key());
      period = closedPeriods.of(project.key()).orElse(null);
    }

    /**
     * @throws RefusedException naming the field that is wrong
     */
    Checked check(NewPosting wanted) {
      Checked posting = look(wanted);
      count(posting);
      return posting;
    }

    /** The same, but for the hours of its day, which are left to {@link #count}. */
    Checked look(NewPosting wanted) {
      if (wanted.kind() == null) {
        throw RefusedException.ofField("kind", "tracking.postingKind");
      }
      String person = person(wanted);
      day(wanted.day());
      String text = Texts.needed("text", "what it was for", wanted.text(), 500);
      BigDecimal hours = wanted.kind() == Posting.Kind.TIME ? hours(wanted.hours()) : null;
      BigDecimal amount = amount(wanted, hours, person);
      task(wanted.task());
      Commitment commitment = commitment(wanted.commitment());
      Integer line = line(wanted, commitment);
      return new Checked(
          wanted.day(),
          wanted.kind(),
          amount,
          hours,
          person,
          wanted.task(),
          line,
          wanted.commitment(),
          text,
          // who stands in for the coordinator does not approve what is their own
          by.equals(project.coordinator()) || coordinates && !by.equals(person));
    }

    /**
     * Counts the hours of a posting that is kept; others of the same day come on top of them.
     *
     * @throws RefusedException where the day has no more hours
     */
    void count(Checked posting) {
      if (posting.hours() != null) {
        oneDayHas24Hours(posting.person(), posting.day(), posting.hours());
      }
    }

    private String person(NewPosting wanted) {
      String person =
          wanted.person() == null || wanted.person().isBlank() ? null : wanted.person().strip();
      if (!coordinates && person == null && wanted.kind() == Posting.Kind.EXPENSE) {
        person = by;
      }
      if (!coordinates && !rights.stands(person, by)) {
        throw RefusedException.forbidden("tracking.ownOnly");
      }
      if (person != null
          && !known.computeIfAbsent(person, name -> users.find(name).isPresent()).booleanValue()) {
        throw RefusedException.ofField("person", "tracking.personUnknown", person);
      }
      if (person == null && wanted.kind() == Posting.Kind.TIME) {
        throw RefusedException.ofField("person", "tracking.personMissing");
      }
      return person;
    }

    private void day(LocalDate day) {
      if (day == null) {
        throw RefusedException.ofField("day", "tracking.missing", "the day");
      }
      if (day.isAfter(clock.today())) {
        throw RefusedException.ofField("day", "tracking.postingFuture");
      }
      if (day.isBefore(project.start())) {
        throw RefusedException.ofField("day", "tracking.beforeProject", project.start());
      }
      if (period != null && period.holds(day)) {
        throw RefusedException.ofField(
            "day",
            "tracking.periodClosed",
            Sentences.day(period.throughDay()),
            users.nameOf(project.coordinator()));
      }
    }

    private BigDecimal hours(BigDecimal hours) {
      if (hours == null || hours.signum() <= 0 || hours.compareTo(Money.HOURS_OF_DAY) > 0) {
        throw RefusedException.ofField("hours", "tracking.hours");
      }
      return Money.twoDigits("hours", hours, "tracking.hoursDigits");
    }

    private BigDecimal amount(NewPosting wanted, BigDecimal hours, String person) {
      if (wanted.amount() != null || hours == null) {
        return Money.amount("amount", wanted.amount());
      }
      if (ofTeam == null) {
        ofTeam = rates.of(project);
      }
      BigDecimal rate =
          ofTeam
              .on(person, wanted.day())
              .orElseThrow(
                  () ->
                      RefusedException.ofField(
                          "amount", "tracking.noRate", users.nameOf(person), wanted.day()));
      return Money.cents(hours.multiply(rate));
    }

    private void task(Integer task) {
      if (task != null && plan().task(task) == null) {
        throw RefusedException.ofField("task", "tracking.taskUnknown", task, project.key());
      }
    }

    private WorkPlan plan() {
      if (plan == null) {
        plan = plans.current(project.key());
      }
      return plan;
    }

    private Commitment commitment(Long id) {
      if (id == null) {
        return null;
      }
      Commitment commitment =
          commitments
              .find(project.key(), id)
              .orElseThrow(
                  () ->
                      RefusedException.ofField(
                          "commitment", "tracking.commitmentUnknown", "" + id, project.key()));
      if (commitment.closedAt() != null) {
        throw RefusedException.ofField(
            "commitment", "tracking.commitmentOver", commitment.supplier());
      }
      return commitment;
    }

    private Integer line(NewPosting wanted, Commitment commitment) {
      Integer line = wanted.budgetLine();
      if (line != null && !lines.containsKey(line)) {
        throw RefusedException.ofField(
            "budgetLine", "tracking.lineUnknown", "" + line, project.key());
      }
      Integer ordered = commitment == null ? null : commitment.budgetLine();
      if (line != null && ordered != null && !line.equals(ordered)) {
        throw RefusedException.ofField(
            "budgetLine",
            "tracking.commitmentLine",
            commitment.supplier(),
            lines.containsKey(ordered) ? lines.get(ordered).name() : "" + ordered);
      }
      if (line == null) {
        line =
            ordered != null
                ? ordered
                : wanted.task() == null ? null : plan().task(wanted.task()).budgetLine();
      }
      if (line != null && closed.containsKey(line)) {
        throw RefusedException.ofField(
            "budgetLine", "tracking.lineClosed", lines.get(line).name(), closed.get(line).reason());
      }
      return line;
    }

    /** All projects count, and what waits counts as well; what was returned does not. */
    private void oneDayHas24Hours(String person, LocalDate day, BigDecimal hours) {
      String key = person + " " + day;
      BigDecimal before =
          hoursOfDay.computeIfAbsent(
              key,
              k ->
                  jdbc.sql(
                          // what was taken back after its period was closed frees no hours of a
                          // later day
                          "select coalesce(sum(p.hours), 0) from posting p where p.person = ? and p.posting_day = ?"
                              + " and p.state in ('SUBMITTED', 'APPROVED') and not exists (select 1 from posting o"
                              + " where o.id = p.corrects and o.posting_day <> p.posting_day)")
                      .params(person, day)
                      .query(BigDecimal.class)
                      .single());
      BigDecimal after = before.add(hours);
      if (after.compareTo(Money.HOURS_OF_DAY) > 0) {
        throw RefusedException.ofField(
            "hours", "tracking.hoursOfDay", users.nameOf(person), day, before, hours);
      }
      hoursOfDay.put(key, after);
    }
  }
}
