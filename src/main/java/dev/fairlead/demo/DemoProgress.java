package dev.fairlead.demo;

import org.springframework.stereotype.Component;

/** How far the making of the demo world is, for those who wait for it. */
@Component
public class DemoProgress {
  private volatile boolean making;
  private volatile int percent;

  void begin() {
    making = true;
  }

  void stepsDone(int done, int all) {
    percent = 100 * done / all;
  }

  void end() {
    making = false;
  }

  public boolean isMaking() {
    return making;
  }

  /** 0 to 100. */
  public int percent() {
    return percent;
  }
}
