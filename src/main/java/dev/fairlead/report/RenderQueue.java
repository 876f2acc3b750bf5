package dev.fairlead.report;

import dev.fairlead.shared.ConflictException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets few reports be made at a time, in the order they were asked for, so that a rush of them
 * leaves memory and processor to the pages. Who would wait too long is told so.
 */
final class RenderQueue {
  private final Semaphore places;
  private final int longestQueue;
  private final Duration longestWait;
  private final AtomicInteger waiting = new AtomicInteger();

  RenderQueue(int atOnce, int longestQueue, Duration longestWait) {
    this.places = new Semaphore(atOnce, true);
    this.longestQueue = longestQueue;
    this.longestWait = longestWait;
  }

  <T> T inTurn(Supplier<T> work) {
    if (!places.tryAcquire()) {
      waitForPlace();
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  int waiting() {
    return waiting.get();
  }

  private void waitForPlace() {
    if (waiting.incrementAndGet() > longestQueue) {
      waiting.decrementAndGet();
      throw ConflictException.because("report.queueFull");
    }
    try {
      if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ConflictException.because("report.queueFull");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ConflictException.because("report.queueFull");
    } finally {
      waiting.decrementAndGet();
    }
  }
}
