package dev.fairlead.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a coordinator states to begin a project; checked by {@link Projects#create}. */
public record NewProject(
    String key,
    String name,
    String summary,
    String sponsor,
    String coordinator,
    LocalDate start,
    LocalDate deadline,
    BigDecimal budget,
    int timeTolerance,
    BigDecimal costTolerance,
    List<Goal> goals,
    List<TeamMember> team) {}
