/**
 * The pages that belong to no single room: layout, portfolio, my work, task forms, error pages.
 * Nobody imports it.
 */
package dev.fairlead.workspace;
