package dev.fairlead.plan;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The public holidays of countries, kept by the library Jollyday. */
@Component
public class PublicHolidays {
  /** Codes of countries with their English names, by name; without stock exchanges and the like. */
  private final Map<String, String> countries = new LinkedHashMap<>();

  PublicHolidays() {
    Map<String, String> byName = new TreeMap<>();
    Set<String> iso = Set.of(Locale.getISOCountries());
    for (String code : HolidayManager.getSupportedCalendarCodes()) {
      String upper = code.toUpperCase(Locale.ROOT);
      if (iso.contains(upper)) {
        byName.put(
            new Locale.Builder().setRegion(upper).build().getDisplayCountry(Locale.ENGLISH),
            code.toLowerCase(Locale.ROOT));
      }
    }
    byName.forEach((name, code) -> countries.put(code, name));
  }

  /** Names by code, ordered by name. */
  public Map<String, String> countries() {
    return countries;
  }

  /**
   * The holidays of the whole country in a year, with their English names.
   *
   * @throws RefusedException where none are known
   */
  public Map<LocalDate, String> of(String country, String year) {
    if (!countries.containsKey(country) || !year.strip().matches("(19|20)\\d\\d")) {
      throw RefusedException.ofField("country", "plan.holidays.unknown");
    }
    Map<LocalDate, String> days = new TreeMap<>();
    for (Holiday holiday :
        HolidayManager.getInstance(ManagerParameters.create(country))
            .getHolidays(Year.parse(year.strip()), HolidayType.PUBLIC_HOLIDAY)) {
      days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH));
    }
    if (days.isEmpty()) {
      throw RefusedException.ofField("country", "plan.holidays.unknown");
    }
    return days;
  }
}
