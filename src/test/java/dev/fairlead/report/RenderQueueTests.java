package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.shared.ConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenderQueueTests {
  private final ExecutorService pool = Executors.newFixedThreadPool(12);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void stop() {
    end.countDown();
    pool.shutdownNow();
  }

  @Test
  void atMostTwoAreMadeAtATimeAndTheOthersWaitForTheirTurn() throws Exception {
    RenderQueue queue = new RenderQueue(2, 20, Duration.ofSeconds(30));
    List<Future<String>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(pool.submit(() -> queue.inTurn(this::work)));
    }
    await(2);
    assertThat(asked).noneMatch(Future::isDone);
    Future<String> eleventh = pool.submit(() -> queue.inTurn(this::work));
    assertThat(eleventh.isDone()).isFalse();
    end.countDown();
    for (Future<String> one : asked) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("made");
    }
    assertThat(eleventh.get(30, TimeUnit.SECONDS)).isEqualTo("made");
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void whoFindsTheQueueFullIsToldSoAtOnce() throws Exception {
    RenderQueue queue = new RenderQueue(1, 1, Duration.ofSeconds(30));
    pool.submit(() -> queue.inTurn(this::work));
    await(1);
    Future<String> second = pool.submit(() -> queue.inTurn(this::work));
    while (queue.waiting() < 1) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> queue.inTurn(this::work))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("try again in a minute");
    end.countDown();
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("made");
  }

  @Test
  void whoWaitsTooLongIsToldSo() {
    RenderQueue queue = new RenderQueue(1, 5, Duration.ofMillis(20));
    pool.submit(() -> queue.inTurn(this::work));
    await(1);
    assertThatThrownBy(() -> queue.inTurn(this::work)).isInstanceOf(ConflictException.class);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void aReportThatFailsGivesItsPlaceBack() {
    RenderQueue queue = new RenderQueue(1, 1, Duration.ofSeconds(5));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  queue.inTurn(
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
    }
    end.countDown();
    assertThat(queue.inTurn(this::work)).isEqualTo("made");
  }

  private void await(int count) {
    while (running.get() < count) {
      Thread.onSpinWait();
    }
  }

  private String work() {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.decrementAndGet();
    }
    return "made";
  }
}
