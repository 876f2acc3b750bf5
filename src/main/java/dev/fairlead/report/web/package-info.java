/** Pages and REST addresses of the reports. */
package dev.fairlead.report.web;
