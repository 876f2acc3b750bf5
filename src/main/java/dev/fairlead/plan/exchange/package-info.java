/** Plans from and to the files of MS Project, Primavera and spreadsheets; the only place that knows those formats. */
package dev.fairlead.plan.exchange;
