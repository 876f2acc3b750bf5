/** The steps of the process {@code releaseDiagram}. */
package dev.fairlead.studio.process;
