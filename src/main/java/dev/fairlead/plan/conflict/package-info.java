/**
 * Conflicts between what projects plan: people asked for more than they can give or while they are
 * away, systems that are changed twice or at the wrong time. Knows no tables.
 */
package dev.fairlead.plan.conflict;
