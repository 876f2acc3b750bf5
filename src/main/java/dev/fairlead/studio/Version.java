package dev.fairlead.studio;

import java.time.LocalDateTime;

/**
 * One deployed version of a process, decision table or form.
 *
 * @param id the engine's id of this version; of a form, the id of the deployment that brought it
 * @param running process instances that run in it; 0 for tables and forms
 * @param incidents jobs of these that failed for good
 * @param source where it came from, such as Camunda Modeler, for people
 */
public record Version(
    String id,
    String key,
    int version,
    String tag,
    LocalDateTime deployedAt,
    String source,
    int running,
    int incidents) {}
