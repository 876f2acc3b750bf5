/**
 * Work breakdown, schedule, systems, risks, budget lines, baselines, plan check, import and export.
 */
package dev.fairlead.plan;
