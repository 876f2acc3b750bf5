package dev.fairlead.engine.contract;

/**
 * What the process contract has against one element of a diagram or decision table.
 *
 * @param elementId the id of the element, so that an editor can jump to it
 * @param sentence what is wrong and what to do about it, for somebody who does not program
 */
public record Finding(String elementId, String sentence) {}
