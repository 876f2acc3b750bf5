/** Delegates for reporting, and the decision tables that rate health. */
package dev.fairlead.report.process;
