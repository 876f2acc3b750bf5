package dev.fairlead.plan;

/**
 * How long a task takes if all goes well, as a rule, and if much goes wrong, in working minutes.
 * Mean and standard deviation are those of PERT: Malcolm, Roseboom, Clark and Fazar, "Application
 * of a Technique for Research and Development Program Evaluation", Operations Research 7 (1959).
 */
public record ThreePointEstimate(
    long optimisticMinutes, long mostLikelyMinutes, long pessimisticMinutes) {

  public double meanMinutes() {
    return (optimisticMinutes + 4.0 * mostLikelyMinutes + pessimisticMinutes) / 6;
  }

  public double standardDeviationMinutes() {
    return (pessimisticMinutes - optimisticMinutes) / 6.0;
  }

  public boolean isOrdered() {
    return optimisticMinutes <= mostLikelyMinutes && mostLikelyMinutes <= pessimisticMinutes;
  }
}
