/** Our own critical path method; the dates that it computes are for the other rooms to read. */
@org.springframework.modulith.NamedInterface("schedule")
package dev.fairlead.plan.schedule;
