/** The project's life in the engine. */
package dev.fairlead.project.process;
