package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class ReadOnceTests {
  private final ReadOnce<String, String> once = new ReadOnce<>();
  private final List<String> readings = new ArrayList<>();
  private final TransactionTemplate transaction = new TransactionTemplate(new NoDatabase());
  private Optional<String> stored = Optional.of("first");

  private Optional<String> find() {
    return once.find(
        "key",
        key -> {
          readings.add(key);
          return stored;
        });
  }

  @Test
  void aTransactionReadsOnceUntilItForgets() {
    transaction.executeWithoutResult(
        status -> {
          find();
          stored = Optional.of("second");
          assertThat(find()).contains("first");
          assertThat(readings).hasSize(1);
          once.forget("key");
          assertThat(find()).contains("second");
          stored = Optional.of("third");
          ReadOnce.forgetAll();
          assertThat(find()).contains("third");
        });
    assertThat(readings).hasSize(3);
    transaction.executeWithoutResult(status -> find());
    assertThat(readings).as("the next one reads for itself").hasSize(4);
  }

  @Test
  void outsideATransactionNothingIsRemembered() {
    find();
    find();
    assertThat(readings).hasSize(2);
  }

  @Test
  void whatIsNotThereIsLookedForAgain() {
    stored = Optional.empty();
    transaction.executeWithoutResult(
        status -> {
          assertThat(find()).isEmpty();
          stored = Optional.of("made meanwhile");
          assertThat(find()).contains("made meanwhile");
        });
  }

  @Test
  void aTransactionInsideAnotherRemembersItsOwn() {
    TransactionTemplate inside = new TransactionTemplate(new NoDatabase());
    inside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    transaction.executeWithoutResult(
        status -> {
          find();
          stored = Optional.of("second");
          inside.executeWithoutResult(other -> assertThat(find()).contains("second"));
          assertThat(find()).contains("first");
        });
  }

  @Test
  void thePartsOfAPageThatOnlyReadRememberTogether() {
    TransactionTemplate reading = new TransactionTemplate(new NoDatabase());
    reading.setReadOnly(true);
    ReadOnce.aPageBegins();
    try {
      reading.executeWithoutResult(status -> find());
      stored = Optional.of("second");
      reading.executeWithoutResult(status -> assertThat(find()).contains("first"));
      transaction.executeWithoutResult(
          status -> {
            assertThat(find()).as("who may write sees what is there").contains("second");
            once.forget("key");
          });
      reading.executeWithoutResult(status -> assertThat(find()).contains("second"));
    } finally {
      ReadOnce.aPageEnds();
    }
    stored = Optional.of("third");
    reading.executeWithoutResult(status -> assertThat(find()).contains("third"));
  }

  /** Transactions that are nothing but their beginning and their end. */
  private static final class NoDatabase extends AbstractPlatformTransactionManager {
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected boolean isExistingTransaction(Object any) {
      return DEPTH.get() > 0;
    }

    @Override
    protected Object doSuspend(Object any) {
      return any;
    }

    @Override
    protected void doResume(Object any, Object suspended) {}

    @Override
    protected void doBegin(Object any, TransactionDefinition definition) {
      DEPTH.set(DEPTH.get() + 1);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      DEPTH.set(DEPTH.get() - 1);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
      DEPTH.set(DEPTH.get() - 1);
    }
  }
}
