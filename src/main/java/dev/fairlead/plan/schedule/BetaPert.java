package dev.fairlead.plan.schedule;

import dev.fairlead.plan.ThreePointEstimate;
import java.util.HashMap;
import java.util.Map;

/**
 * The beta distribution of PERT with the mean (O + 4M + P) / 6: alpha = 1 + 4 (M - O) / (P - O),
 * beta = 1 + 4 (P - M) / (P - O), stretched from O to P; its variance is (mean - O) (P - mean) / 7.
 * Source: D. Vose, Risk Analysis, 3rd edition (2008), "PERT distribution". It is preferred to the
 * triangular distribution because its mean is the one that planners compute by hand, and because it
 * gives the extremes, which are the least well known of the three values, less weight.
 *
 * <p>A value is drawn by inverting the distribution in a table, from exactly one random number, so
 * that a run's random numbers stay where they are when an estimate changes.
 */
final class BetaPert {
  private static final int CELLS = 512;
  private static final int FINE = 16 * CELLS;

  private final double least;
  private final double width;
  private final float[] quantiles;

  private BetaPert(double least, double width, float[] quantiles) {
    this.least = least;
    this.width = width;
    this.quantiles = quantiles;
  }

  /** The distribution of an estimate, stretched by a factor. */
  static BetaPert of(ThreePointEstimate estimate, double factor) {
    return of(estimate, factor, new HashMap<>());
  }

  /**
   * The same for many estimates.
   *
   * @param tables by mode: estimates of the same shape share their table
   */
  static BetaPert of(ThreePointEstimate estimate, double factor, Map<Double, float[]> tables) {
    double width = (double) estimate.pessimisticMinutes() - estimate.optimisticMinutes();
    double mode =
        width == 0 ? 0 : (estimate.mostLikelyMinutes() - estimate.optimisticMinutes()) / width;
    return new BetaPert(
        estimate.optimisticMinutes() * factor,
        width * factor,
        width == 0 ? new float[CELLS + 1] : tables.computeIfAbsent(mode, BetaPert::quantiles));
  }

  /** The value that is not exceeded with this probability. */
  double at(double probability) {
    double place = probability * CELLS;
    int cell = (int) place;
    float below = quantiles[cell];
    return least + width * (below + (place - cell) * (quantiles[cell + 1] - below));
  }

  /** Quantiles of the beta distribution on 0 to 1 with a mode; its density is summed up finely. */
  private static float[] quantiles(double mode) {
    double a = 4 * mode;
    double b = 4 - a;
    double[] upTo = new double[FINE + 1];
    for (int i = 0; i < FINE; i++) {
      double x = (i + 0.5) / FINE;
      upTo[i + 1] = upTo[i] + Math.pow(x, a) * Math.pow(1 - x, b);
    }
    float[] quantiles = new float[CELLS + 1];
    int i = 0;
    for (int q = 1; q < CELLS; q++) {
      double wanted = upTo[FINE] * q / CELLS;
      while (upTo[i + 1] < wanted) {
        i++;
      }
      quantiles[q] = (float) ((i + (wanted - upTo[i]) / (upTo[i + 1] - upTo[i])) / FINE);
    }
    // within the outermost cells the density is far from even: a straight line with the right mean
    quantiles[0] = (float) Math.max(0, 2 * mean(upTo, 0, 1.0 / CELLS) - quantiles[1]);
    quantiles[CELLS] =
        (float) Math.min(1, 2 * mean(upTo, 1 - 1.0 / CELLS, 1) - quantiles[CELLS - 1]);
    return quantiles;
  }

  /** Mean of the values whose probability lies between two bounds. */
  private static double mean(double[] upTo, double from, double until) {
    double sum = 0;
    for (int i = 0; i < FINE; i++) {
      double weight =
          Math.min(upTo[i + 1], until * upTo[FINE]) - Math.max(upTo[i], from * upTo[FINE]);
      sum += Math.max(0, weight) * (i + 0.5) / FINE;
    }
    return sum / (upTo[FINE] * (until - from));
  }
}
