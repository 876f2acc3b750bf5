/** The project itself: goals, team, phase, and its life as a port that a process fills. */
package dev.fairlead.project;
