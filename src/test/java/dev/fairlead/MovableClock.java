package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A clock that a process believes to be the system's, and that jumps while it runs; by Debian's
 * package libfaketime. Only the time of day: how long something takes is measured as ever.
 */
final class MovableClock {
  private static final Path LIBRARY =
      Path.of(
          "/usr/lib",
          (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64") + "-linux-gnu",
          "faketime/libfaketime.so.1");

  private final Path file;

  MovableClock(Path file) {
    this.file = file;
    move(Duration.ZERO);
  }

  static boolean isAvailable() {
    return Files.exists(LIBRARY);
  }

  /** For the process that is to have this clock. */
  Map<String, String> environment() {
    return isAvailable()
        ? Map.of(
            "LD_PRELOAD",
            LIBRARY.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            file.toAbsolutePath().toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // its remedy for a fault of older C libraries keeps a Java process from waiting:
            // threads
            // that should sleep go round and round (libfaketime issue 425)
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0")
        : Map.of();
  }

  /** From the system's time, by so much; within a second. */
  void move(Duration ahead) {
    try {
      Files.writeString(file, String.format("%+d%n", ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
