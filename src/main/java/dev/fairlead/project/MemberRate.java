package dev.fairlead.project;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What an hour of a person costs in a project, from a day on until their next rate.
 *
 * @param amount money per hour in the house currency
 */
public record MemberRate(String username, LocalDate validFrom, BigDecimal amount) {}
