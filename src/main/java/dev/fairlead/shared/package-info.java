/**
 * Ids, working calendar, clock and the exceptions whose sentences users read. Depends on nothing.
 */
package dev.fairlead.shared;
