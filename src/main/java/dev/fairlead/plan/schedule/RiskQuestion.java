package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.WorkPlan;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * What is simulated.
 *
 * @param statusDate what is done by then is certain; null to ignore progress
 * @param people calendars of those who do not always work as the project does
 * @param risks those that may still occur
 * @param costs planned cost by task; the part in {@code labour} grows and shrinks with the duration
 * @param budget or null
 */
public record RiskQuestion(
    WorkPlan plan,
    LocalDateTime statusDate,
    Map<String, PersonalCalendar> people,
    List<Risk> risks,
    Map<Integer, BigDecimal> costs,
    Map<Integer, BigDecimal> labour,
    BigDecimal budget,
    int runs,
    long seed) {}
