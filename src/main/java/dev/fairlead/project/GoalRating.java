package dev.fairlead.project;

/** How far a goal was reached, judged at closing with evidence. */
public enum GoalRating {
  REACHED,
  PARTLY_REACHED,
  MISSED
}
