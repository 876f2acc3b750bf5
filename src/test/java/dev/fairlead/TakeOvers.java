package dev.fairlead;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Watches how long the jobs that are locked when a node is killed stay as they are. */
final class TakeOvers implements AutoCloseable {
  private final Supplier<List<NodesUnderLoad.Locked>> jobs;
  private final Map<NodesUnderLoad.Locked, Long> watched = new HashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private int seen;
  private long longest;

  TakeOvers(Supplier<List<NodesUnderLoad.Locked>> jobs) {
    this.jobs = jobs;
    Thread thread = new Thread(this::watch, "take-overs");
    thread.setDaemon(true);
    thread.start();
  }

  /** Right before a node is killed. */
  synchronized void killed() {
    long now = System.nanoTime();
    for (NodesUnderLoad.Locked job : jobs.get()) {
      if (watched.putIfAbsent(job, now) == null) {
        seen++;
      }
    }
  }

  private void watch() {
    while (!over.get()) {
      try {
        look();
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void look() {
    if (watched.isEmpty()) {
      return;
    }
    List<NodesUnderLoad.Locked> still = jobs.get();
    watched
        .entrySet()
        .removeIf(
            job -> {
              if (still.contains(job.getKey())) {
                return false;
              }
              longest = Math.max(longest, NodesUnderLoad.millisSince(job.getValue()));
              return true;
            });
  }

  synchronized int seen() {
    return seen;
  }

  synchronized long longest() {
    return longest;
  }

  @Override
  public void close() {
    over.set(true);
  }
}
