/**
 * One data record per report, its rendering by JasperReports, and the archive. Nobody imports this
 * room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "change",
      "closure",
      "engine",
      "people",
      "plan",
      "plan :: schedule",
      "project",
      "shared",
      "tracking"
    })
package dev.fairlead.report;
