/** Progress, costs, earned value, late tasks with their follow-ups, and issues. */
package dev.fairlead.tracking;
