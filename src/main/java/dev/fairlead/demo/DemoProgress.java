package dev.fairlead.demo;

import org.springframework.stereotype.Component;

/** How far the making of the demo world is, for those who wait for it. */
@Component
public class DemoProgress {
  private volatile int all;
  private volatile int done;
  private volatile boolean making;

  void begin(int steps) {
    all = steps;
    done = 0;
    making = true;
  }

  void stepDone() {
    done++;
  }

  void end() {
    making = false;
  }

  public boolean isMaking() {
    return making;
  }

  /** 0 to 100. */
  public int percent() {
    return all == 0 ? 0 : 100 * done / all;
  }
}
