/** The steps of {@code handleChange} that the room's use cases carry out. */
package dev.fairlead.change.process;
