package dev.fairlead.demo;

import dev.fairlead.demo.DemoRecord.Unfinished;
import dev.fairlead.demo.DemoScript.Step;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Four projects for a first look: one waits for approval, one is on track, one is in trouble with a
 * change request open, one is closed. They are made once, by their people doing their tasks in the
 * real processes over the past weeks, so that history, trend and reports are real. It runs before
 * the job executor starts. A start that was ended meanwhile is gone on with by the next one,
 * whatever the settings say by then: each step and what happens by itself in between is done as a
 * whole or not at all, and {@link DemoRecord} knows how far it is.
 */
@Component
@Order(10)
class DemoWorld implements ApplicationRunner, SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);

  private final boolean wanted;
  private final ConfigurableApplicationContext application;
  private final Projects present;
  private final DemoProgress making;
  private final DemoRecord record;
  private final ObjectProvider<DemoScript> scripts;
  private final List<DemoProject> projects;
  private final ProcessDriver driver;
  private final TransactionTemplate transaction;

  private final Lock working = new ReentrantLock();
  private volatile boolean ending;

  DemoWorld(
      @Value("#{${fairlead.demo} and ${fairlead.demo-world}}") boolean wanted,
      ConfigurableApplicationContext application,
      Projects present,
      DemoProgress making,
      DemoRecord record,
      ObjectProvider<DemoScript> scripts,
      List<DemoProject> projects,
      ProcessDriver driver,
      TransactionTemplate transaction) {
    this.wanted = wanted;
    this.application = application;
    this.present = present;
    this.making = making;
    this.record = record;
    this.scripts = scripts;
    this.projects = projects;
    this.driver = driver;
    this.transaction = transaction;
  }

  /** Before any visitor comes: none of them sees, or works in, half a demo world. */
  @Override
  public void afterSingletonsInstantiated() {
    if (record.unfinished().isPresent() || wanted && present.page(null, null, 1).isEmpty()) {
      making.begin();
    }
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    if (!making.isMaking()) {
      return;
    }
    if (make(LocalDateTime.now())) {
      making.end();
      LOG.info("The demo world is ready");
      return;
    }
    LOG.info(Sentences.say("demo.ended"));
    // else the job executor would still start, and run what waits in half a demo world
    while (application.isRunning()) {
      Thread.sleep(50);
    }
  }

  /**
   * Makes it, or goes on with it.
   *
   * @param firstStart up to which the history goes, unless a start that was ended had another
   * @return false where Fairlead is ended meanwhile
   */
  boolean make(LocalDateTime firstStart) {
    working.lock();
    try {
      return makeOrGoOn(firstStart);
    } finally {
      driver.resumeTime();
      working.unlock();
    }
  }

  private boolean makeOrGoOn(LocalDateTime firstStart) {
    Optional<Unfinished> unfinished = record.unfinished();
    LocalDateTime now = unfinished.map(Unfinished::beganAt).orElse(firstStart);
    List<Step> script = scripts.getObject().until(now, projects);
    Unfinished begun =
        unfinished.orElseGet(() -> record.begin(now, script.size(), script.get(0).at()));
    if (begun.steps() != script.size()) {
      throw RefusedException.because("demo.otherRelease");
    }
    LOG.info(
        unfinished.isEmpty()
            ? "Making the demo world: four projects with their history. This happens once and takes one to three minutes."
            : "The last start ended before the demo world was finished; it goes on after {} of {} steps.",
        begun.done(),
        begun.steps());
    making.stepsDone(begun.done(), script.size());
    driver.setTime(begun.clock());
    try {
      for (int done = begun.done(); done < script.size() && !ending; done++) {
        step(script.get(done), done + 1);
        making.stepsDone(done + 1, script.size());
      }
      if (!ending) {
        driver.moveTo(now, record::clockIsAt);
        record.end();
        return true;
      }
    } catch (RuntimeException problem) {
      if (!ending) {
        LOG.error("The demo world could not be made", problem);
        throw RefusedException.because("demo.failed", problem.getMessage());
      }
    }
    return false;
  }

  /** What is half done is undone by the database when this is killed. */
  private void step(Step step, int number) {
    driver.moveTo(step.at(), record::clockIsAt);
    transaction.executeWithoutResult(
        status -> {
          step.work().run();
          record.done(number);
        });
    driver.runWaiting();
  }

  /** Whoever ends Fairlead meanwhile waits for the step that is being done. */
  @EventListener(ContextClosedEvent.class)
  void end() throws InterruptedException {
    ending = true;
    if (working.tryLock(20, TimeUnit.SECONDS)) {
      working.unlock();
    }
  }
}
