package dev.fairlead.project;

import java.math.BigDecimal;

/**
 * A person's part in a project.
 *
 * @param role free text such as "Developer"
 * @param availability percent of a working week, 1 to 100
 * @param hourlyRate money per hour in the house currency
 */
public record TeamMember(String username, String role, int availability, BigDecimal hourlyRate) {}
