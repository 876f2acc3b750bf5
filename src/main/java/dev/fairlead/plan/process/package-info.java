/**
 * The steps of the processes {@code planProject} and {@code approvePlan} that the plan's use cases
 * carry out.
 */
package dev.fairlead.plan.process;
