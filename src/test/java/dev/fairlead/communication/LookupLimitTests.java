package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupLimitTests {
  private final AtomicLong now = new AtomicLong();
  private final LookupLimit limit = new LookupLimit(now::get, 3);

  @Test
  void whoAsksTooOftenWaitsForTheNextMinuteAndHoldsUpNobodyElse() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.isExceededBy("a")).isFalse();
    }
    assertThat(limit.isExceededBy("a")).isTrue();
    assertThat(limit.isExceededBy("b")).isFalse();
    now.set(59_999_999_999L);
    assertThat(limit.isExceededBy("a")).isTrue();
    now.set(60_000_000_000L);
    assertThat(limit.isExceededBy("a")).isFalse();
  }

  @Test
  void manyAddressesDoNotFillTheMemory() {
    for (int i = 0; i < 30_000; i++) {
      limit.isExceededBy("address " + i);
    }
    assertThat(limit.remembered()).isLessThanOrEqualTo(10_000);
  }
}
