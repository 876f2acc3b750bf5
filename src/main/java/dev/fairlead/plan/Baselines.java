package dev.fairlead.plan;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Freezes approved plans. */
@Service
@Transactional
public class Baselines {
  /** Freezes the current plan as the next baseline. */
  public Baseline freeze(String projectKey, String by, String reason) {
    throw new UnsupportedOperationException();
  }

  /** The latest baseline. */
  public Optional<Baseline> current(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** The first baseline, against which the final report measures. */
  public Optional<Baseline> original(String projectKey) {
    throw new UnsupportedOperationException();
  }

  public List<Baseline> all(String projectKey) {
    throw new UnsupportedOperationException();
  }
}
