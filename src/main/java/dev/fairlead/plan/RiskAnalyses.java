package dev.fairlead.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.plan.schedule.RiskAnalysis;
import dev.fairlead.plan.schedule.RiskQuestion;
import dev.fairlead.plan.schedule.ScheduleRisk;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Simulations of plans, off the request's thread: one at a time, one per project, the last result
 * of each project kept. Whether it still holds is told by a fingerprint of all that it was computed
 * from: plan, progress, risks, rates, and when people work.
 */
@Service
public class RiskAnalyses implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(RiskAnalyses.class);
  private static final int RUNS = 10_000;
  private static final int FEWEST_RUNS = 1_000;
  private static final int MOST_QUICK_RUNS = 2_000;
  private static final int QUICK_TASKS = 2_000_000;
  private static final int WAITING = 20;

  /** As many draws take about half a second: what a person who submits a plan may wait. */
  private static final long DRAWS_AT_SUBMISSION = 10_000_000;

  /** Always the same, so that another result means another plan. */
  private static final long SEED = 1;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Projects projects;
  private final PlanStore store;
  private final Plans plans;
  private final Registers registers;
  private final Authority authority;
  private final FairleadClock clock;
  private final ObjectMapper json;
  private final RiskRuns runs;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          work -> {
            Thread thread = new Thread(work, "risk-analysis");
            thread.setDaemon(true);
            return thread;
          });

  RiskAnalyses(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Projects projects,
      PlanStore store,
      Plans plans,
      Registers registers,
      Authority authority,
      FairleadClock clock,
      ObjectMapper json,
      RiskRuns runs) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.projects = projects;
    this.store = store;
    this.plans = plans;
    this.registers = registers;
    this.authority = authority;
    this.clock = clock;
    this.json = json;
    this.runs = runs;
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * A result with the plan it is about.
   *
   * @param outdated whether the plan, its risks or its people have changed since
   */
  public record Kept(
      int planVersion,
      LocalDateTime ranAt,
      String ranBy,
      RiskAnalysis analysis,
      boolean outdated) {}

  /** A simulation that waits or runs on this node. */
  private static final class Job {
    final int runs;
    volatile int done;
    volatile FutureTask<Void> task;

    Job(int runs) {
      this.runs = runs;
    }
  }

  /** Whether this person may start and stop simulations of this project. */
  public boolean mayRun(Project project, String by) {
    return plans.mayKeep(project, by);
  }

  /** Begins a simulation; one that is already under way goes on. */
  public void start(String projectKey, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.open(project);
    RiskQuestion question = question(project, RUNS);
    if (question.plan().tasks().isEmpty()) {
      throw RefusedException.because("plan.find.noTasks");
    }
    // refuses here, with a sentence, what the simulation could not begin with
    plans.schedule(question.plan(), project);
    if (!runs.begin(projectKey)) {
      return;
    }
    Job job = new Job(question.runs());
    jobs.put(projectKey, job);
    job.task =
        new FutureTask<>(() -> simulate(projectKey, job, question, by), null) {
          @Override
          protected void done() {
            runs.end(projectKey);
            jobs.remove(projectKey, job);
          }
        };
    try {
      executor.execute(job.task);
    } catch (RejectedExecutionException full) {
      jobs.remove(projectKey, job);
      runs.end(projectKey);
      throw RefusedException.because("plan.risk.busy");
    }
  }

  private void simulate(String projectKey, Job job, RiskQuestion question, String by) {
    try {
      RiskAnalysis analysis = ScheduleRisk.simulate(question, done -> job.done = done);
      transaction.executeWithoutResult(
          status -> keep(projectKey, question, analysis, by, clock.now()));
    } catch (CancellationException stopped) {
      LOG.debug("Simulation of {} was stopped", projectKey);
    } catch (RuntimeException failed) {
      LOG.error("Simulation of {} failed", projectKey, failed);
    }
  }

  /** Stops the simulation of a project, if there is one. */
  public void cancel(String projectKey, String by) {
    authority.coordinator(projects.get(projectKey), by);
    runs.stop(projectKey);
    stop(projectKey);
  }

  private void stop(String projectKey) {
    Job job = jobs.get(projectKey);
    if (job != null && job.task != null) {
      job.task.cancel(true);
      executor.remove(job.task);
    }
  }

  /** Tells the other nodes how far this one is, and hears from them what it should stop. */
  @Scheduled(fixedDelayString = "${fairlead.nodes.beat:PT2S}")
  void beat() {
    jobs.forEach(
        (projectKey, job) -> {
          if (runs.beat(projectKey, 100 * job.done / job.runs)) {
            stop(projectKey);
          }
        });
  }

  /** How much of a running simulation is done, in percent; empty where none runs. */
  public Optional<Integer> progress(String projectKey) {
    return Optional.ofNullable(jobs.get(projectKey))
        .map(job -> 100 * job.done / job.runs)
        .or(() -> runs.elsewhere(projectKey));
  }

  /** The last result. */
  public Optional<Kept> latest(String projectKey) {
    return jdbc.sql("select * from risk_analysis where project_key = ?")
        .param(projectKey)
        .query(
            (row, i) ->
                new Kept(
                    row.getInt("plan_version"),
                    row.getObject("ran_at", LocalDateTime.class),
                    row.getString("ran_by"),
                    read(row.getString("result")),
                    !row.getString("fingerprint")
                        .equals(fingerprint(question(projects.get(projectKey), RUNS)))))
        .optional();
  }

  /**
   * Simulates the plan as it is submitted and keeps the result with the submission: what managers
   * are shown does not change afterwards. Large plans get fewer runs, so that nobody waits.
   */
  void freeze(String projectKey, int submission) {
    Project project = projects.get(projectKey);
    WorkPlan plan = store.load(project);
    long runs = DRAWS_AT_SUBMISSION / Math.max(1, plan.tasks().size());
    RiskQuestion question = question(project, (int) Math.max(FEWEST_RUNS, Math.min(RUNS, runs)));
    RiskAnalysis analysis = ScheduleRisk.simulate(question, done -> {});
    jdbc.sql("insert into submission_odds (project_key, submission, result) values (?, ?, ?)")
        .params(projectKey, submission, write(analysis))
        .update();
  }

  /** The result that was frozen with the last submission. */
  public Optional<RiskAnalysis> atSubmission(String projectKey) {
    return jdbc.sql(
            "select result from submission_odds where project_key = ? order by submission desc"
                + " fetch first 1 row only")
        .param(projectKey)
        .query(String.class)
        .optional()
        .map(this::read);
  }

  /**
   * How likely some state of a plan meets its deadline, in percent, from a short simulation that
   * nobody waits for; null where there is no deadline, or neither an estimate nor a risk says
   * anything about it.
   */
  public Integer deadlineHolds(Project project, WorkPlan plan) {
    if (plan.tasks().isEmpty() || plan.deadline() == null) {
      return null;
    }
    int runs = Math.max(FEWEST_RUNS, Math.min(MOST_QUICK_RUNS, QUICK_TASKS / plan.tasks().size()));
    RiskAnalysis analysis = ScheduleRisk.simulate(question(project, plan, runs), done -> {});
    return analysis.estimated() == 0 && analysis.risks() == 0
        ? null
        : (int) Math.round(100 * analysis.deadlineHolds());
  }

  private RiskQuestion question(Project project, int runs) {
    return question(project, store.load(project), runs);
  }

  private RiskQuestion question(Project project, WorkPlan plan, int runs) {
    Map<Integer, BigDecimal> costs = plans.plannedCosts(plan, project);
    Map<Integer, BigDecimal> labour = new TreeMap<>();
    plan.tasks()
        .forEach(
            task -> labour.put(task.number(), costs.get(task.number()).subtract(task.fixedCost())));
    return new RiskQuestion(
        plan,
        plans.statusDate(project),
        plans.calendars(plan),
        registers.risks(project.key()),
        costs,
        labour,
        project.budget(),
        runs,
        SEED);
  }

  private void keep(
      String projectKey,
      RiskQuestion question,
      RiskAnalysis analysis,
      String by,
      LocalDateTime at) {
    jdbc.sql("delete from risk_analysis where project_key = ?").param(projectKey).update();
    jdbc.sql(
            "insert into risk_analysis (project_key, plan_version, fingerprint, ran_at, ran_by, result)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            projectKey, question.plan().version(), fingerprint(question), at, by, write(analysis))
        .update();
  }

  /** SHA-256 over everything that decides the result; of the status date only the day. */
  private static String fingerprint(RiskQuestion question) {
    String text =
        String.join(
            "\n",
            question.plan().toString(),
            question.statusDate() == null ? "" : question.statusDate().toLocalDate().toString(),
            question.people().toString(),
            question.risks().toString(),
            question.costs().toString(),
            String.valueOf(question.budget()));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(RiskAnalysis analysis) {
    try {
      return json.writeValueAsString(analysis);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private RiskAnalysis read(String text) {
    try {
      return json.readValue(text, RiskAnalysis.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
