package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a benchmark says, line by line: on the console, and as a page in {@code target/bench}. */
public final class BenchReport {
  private static final Set<Class<?>> BEGUN = ConcurrentHashMap.newKeySet();

  private BenchReport() {}

  public static void say(Class<?> benchmark, String line, Object... values) {
    String said = String.format(Locale.ROOT, line, values);
    System.out.println("BENCH " + said);
    try {
      Path page =
          Files.createDirectories(Path.of("target", "bench"))
              .resolve(benchmark.getSimpleName() + ".md");
      if (BEGUN.add(benchmark)) {
        Files.writeString(page, head(benchmark));
      }
      Files.writeString(page, "    " + said + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The median of some values, and in brackets between what the middle half of them lies. */
  public static String middle(String number, double[] values) {
    String all = number + " (" + number + " to " + number + ")";
    return String.format(
        Locale.ROOT, all, quarter(2, values), quarter(1, values), quarter(3, values));
  }

  /** The value behind so many quarters of all; 2 is the median. */
  public static double quarter(int quarters, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[quarters * (sorted.length - 1) / 4];
  }

  private static String head(Class<?> benchmark) {
    return "# %1$s\n\n`./mvnw -Pbench verify -Dit.test=%1$s`, %2$s  \n%3$s\n\n"
        .formatted(benchmark.getSimpleName(), LocalDate.now(), machine());
  }

  /** What figures were measured on. */
  static String machine() {
    return "%s %s, %d processors, Java %s, all on one machine"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version());
  }
}
