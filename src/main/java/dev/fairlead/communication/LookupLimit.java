package dev.fairlead.communication;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often one address on the network may look for what opens without a login, per minute.
 * Guessing a token is hopeless anyway; this keeps the guessing cheap for us.
 */
@Component
public class LookupLimit {
  private static final long MINUTE = 60_000_000_000L;
  private static final int REMEMBERED = 10_000;

  private static final class Window {
    private long since;
    private int lookups;
  }

  private final LongSupplier nanos;
  private final int most;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Autowired
  LookupLimit(@Value("${fairlead.shared.lookups-per-minute:60}") int most) {
    this(System::nanoTime, most);
  }

  LookupLimit(LongSupplier nanos, int most) {
    this.nanos = nanos;
    this.most = most;
  }

  /** Counts a look, and says whether it is one too many. */
  public synchronized boolean isExceededBy(String address) {
    long now = nanos.getAsLong();
    Window window = windows.computeIfAbsent(address, one -> new Window());
    if (window.lookups == 0 || now - window.since >= MINUTE) {
      window.since = now;
      window.lookups = 0;
    }
    return ++window.lookups > most;
  }

  /** How many addresses are known at the moment. */
  synchronized int remembered() {
    return windows.size();
  }
}
