package dev.fairlead.report;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What the cover and the foot of every page say.
 *
 * @param reportId such as "CRM-R2"; for a plan the project key and plan version, such as "CRM plan
 *     4"
 * @param number counts the project's reports from 1; null where reports of this kind are not
 *     counted
 * @param phase for people, such as "Tracking"
 * @param status for people: what this document is, such as "Draft", "Approved baseline 2",
 *     "Published"
 * @param periodStart first day that the report tells of, or null
 * @param statusDate the day that all figures are tied to
 * @param createdAt when the figures were frozen; part of the data, so that a second rendering is
 *     the same
 * @param sponsor display name
 * @param coordinator display name
 * @param author display name of the one who asked for the report; goes into the file's properties
 * @param currency three letters, such as "EUR"
 * @param language such as "de"; null in reports from before there was a choice, which are English
 */
public record ReportHead(
    String reportId,
    Integer number,
    String projectKey,
    String projectName,
    String phase,
    String status,
    LocalDate periodStart,
    LocalDate statusDate,
    LocalDateTime createdAt,
    String sponsor,
    String coordinator,
    String author,
    String currency,
    String language) {
  ReportHead withStatus(String status) {
    return new ReportHead(
        reportId,
        number,
        projectKey,
        projectName,
        phase,
        status,
        periodStart,
        statusDate,
        createdAt,
        sponsor,
        coordinator,
        author,
        currency,
        language);
  }
}
