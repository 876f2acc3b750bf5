/** Closing a project: readiness, acceptance, handover, evaluation, lessons, archive. */
package dev.fairlead.closure;
