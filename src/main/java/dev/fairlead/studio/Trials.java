package dev.fairlead.studio;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.shared.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;

/**
 * Tries diagrams before they are live, with the shipped scenarios and with what really happened,
 * off the request's thread: one at a time, a few wait, and none longer than its time.
 */
@Service
public class Trials implements DisposableBean {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int WAITING = 3;

  private final DeploymentFiles files;
  private final Recordings recordings;
  private final ObjectMapper json;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          work -> {
            Thread thread = new Thread(work, "trial");
            thread.setDaemon(true);
            return thread;
          });

  Trials(DeploymentFiles files, Recordings recordings, ObjectMapper json) {
    this.files = files;
    this.recordings = recordings;
    this.json = json;
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs all scenarios of a process on this diagram.
   *
   * @param xml BPMN that keeps the process contract
   * @throws RefusedException where too many are being tried, or it takes too long
   */
  public Trial run(String key, String xml) {
    return run(key, files.with(Deployed.Kind.PROCESS, key, xml));
  }

  /** The same for a draft of a diagram, with what comes along with it. */
  public Trial run(Draft draft, String xml, Map<String, String> alongside) {
    return run(
        draft.processKey(), files.with(Deployed.Kind.PROCESS, draft.processKey(), xml, alongside));
  }

  private Trial run(String key, Map<String, byte[]> together) {
    List<Scenario> scenarios = new ArrayList<>(shipped(key));
    scenarios.addAll(recordings.of(key));
    Future<Trial> running;
    try {
      running = executor.submit(() -> new TrialRun(key, together, LONGEST).through(scenarios));
    } catch (RejectedExecutionException full) {
      throw RefusedException.because("studio.trial.busy");
    }
    try {
      return running.get(LONGEST.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw RefusedException.because("studio.trial.tooLong", LONGEST.toSeconds());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw RefusedException.because("studio.trial.tooLong", LONGEST.toSeconds());
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      running.cancel(true);
    }
  }

  /** The files beside the diagrams. */
  private List<Scenario> shipped(String key) {
    try {
      Resource[] found =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:processes/scenarios/" + key + "/*.json");
      List<Scenario> scenarios = new ArrayList<>();
      for (Resource file :
          Arrays.stream(found).sorted(Comparator.comparing(Resource::getFilename)).toList()) {
        scenarios.add(json.readValue(file.getInputStream(), Scenario.class));
      }
      return scenarios;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
