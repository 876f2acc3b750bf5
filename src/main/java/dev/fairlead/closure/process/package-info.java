/** The steps of {@code closeProject} that the room's use cases carry out. */
package dev.fairlead.closure.process;
