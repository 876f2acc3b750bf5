package dev.fairlead.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One wish to change a plan, in words that a form, a change request and a test can all state.
 * Nothing happens until {@link PlanEdits} or {@link Plans} applies it.
 *
 * @param task number of the task it is about; for ADD_TASK null, or a negative number by which
 *     later edits of the same list name the new task; null for the edits of the whole plan
 * @param values by name, dates as yyyy-MM-dd, numbers with a decimal point, an empty text to clear
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanEdit(Kind kind, Integer task, Map<String, String> values) {
  public PlanEdit {
    Map<String, String> given = new TreeMap<>();
    if (values != null) {
      values.forEach((name, value) -> given.put(name, value == null ? "" : value));
    }
    values = Collections.unmodifiableMap(given);
  }

  /** What is wished; in brackets the values that it reads. */
  public enum Kind {
    /**
     * A new task (name, and what SET knows; parent and position say where, default is at the end).
     */
    ADD_TASK,
    /** Takes the task away with all tasks below it and their links. */
    REMOVE_TASK,
    /** Gives a task back what it had; computed as an inverse, never stated by a person. */
    RESTORE_TASK,
    /**
     * Sets any of name, durationDays (also "2w", "4h"), effortHours, owner, predecessors (all of
     * them, such as "3FS+2d;5SS"), constraint, constraintDate, deadline, system, budgetLine,
     * fixedCost, milestone, parent, position (from 1 among the tasks with the same parent),
     * optimisticDays, mostLikelyDays, pessimisticDays (all three or none, also "2w", "4h").
     */
    SET,
    /** Puts the task below the one before it. */
    INDENT,
    /** Puts the task on its parent's level, right after it. */
    OUTDENT,
    /** Moves among its siblings (direction: up or down) or elsewhere (parent, position). */
    MOVE,
    /**
     * Makes the task wait for another (predecessor, type FS by default, lagDays); replaces a link
     * between the two.
     */
    ADD_LINK,
    /** Takes the link away (predecessor). */
    REMOVE_LINK,
    /** Sets the day on which the whole work must be finished (deadline). */
    SET_PROJECT_DEADLINE,
    /**
     * Gives the project another budget (budget); only a change request may ask for it, since money
     * is granted by those who decide on it.
     */
    SET_BUDGET,
    /**
     * Sets how many working days the finish may slip before managers must be asked (timeTolerance);
     * only a change request may ask for it.
     */
    SET_TIME_TOLERANCE,
    /**
     * Sets by how many percent the forecast cost may exceed the budget before managers must be
     * asked (costTolerance); only a change request may ask for it.
     */
    SET_COST_TOLERANCE,
    /**
     * A new line of the budget (name, category, amount; line: a negative number by which later
     * edits of the same list name it); only a change request may ask for it, as for all of the
     * budget.
     */
    ADD_BUDGET_LINE,
    /** Gives a line of the budget (line) another name, category or amount: any of them. */
    SET_BUDGET_LINE,
    /** Drops a line of the budget (line) that carries no task and on which nothing is booked. */
    REMOVE_BUDGET_LINE,
    /**
     * A new goal of the project (statement, measure, target, weight; goal: a negative number by
     * which later edits of the same list name it); only a change request may ask for it, as for all
     * of the goals.
     */
    ADD_GOAL,
    /** Gives a goal (goal) another statement, measure, target or weight: any of them. */
    SET_GOAL,
    /** Drops a goal (goal), unless it is the last one. */
    DROP_GOAL,
    /**
     * Makes a day free for everybody (day), or a usual day again (working: true), or gives it hours
     * of its own (shifts, such as "08:00-12:00").
     */
    SET_CALENDAR_HOLIDAY;

    /** Whether it sets a tolerance. */
    public boolean isOfTolerance() {
      return this == SET_TIME_TOLERANCE || this == SET_COST_TOLERANCE;
    }

    /** Whether it speaks of a goal. */
    public boolean isOfGoal() {
      return this == ADD_GOAL || this == SET_GOAL || this == DROP_GOAL;
    }

    /** Whether it speaks of a line of the budget. */
    public boolean isOfLine() {
      return this == ADD_BUDGET_LINE || this == SET_BUDGET_LINE || this == REMOVE_BUDGET_LINE;
    }
  }

  public static PlanEdit of(Kind kind, Integer task, Map<String, String> values) {
    return new PlanEdit(kind, task, values);
  }
}
