package dev.fairlead.studio;

import java.time.LocalDateTime;

/**
 * One deployed version of a process or decision table.
 *
 * @param id the engine's id of this version
 * @param running process instances that run in it; 0 for tables
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
