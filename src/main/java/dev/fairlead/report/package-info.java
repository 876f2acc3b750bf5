/**
 * One data record per report, its rendering by JasperReports, and the archive. Nobody imports this
 * room.
 */
package dev.fairlead.report;
