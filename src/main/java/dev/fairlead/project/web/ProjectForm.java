package dev.fairlead.project.web;

import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands in the fields of the page, as typed, so that nothing typed is lost when something is
 * refused.
 */
public class ProjectForm {
  private String version = "";
  private String key = "";
  private String name = "";
  private String summary = "";
  private String sponsor = "";
  private String coordinator = "";
  private String start = "";
  private String deadline = "";
  private String budget = "";
  private String timeTolerance = "5";
  private String costTolerance = "10";
  private List<GoalRow> goals = new ArrayList<>();
  private List<MemberRow> team = new ArrayList<>();

  /** The data of a project as they stand, its team left out. */
  static ProjectForm of(Project project) {
    ProjectForm form = new ProjectForm();
    form.version = String.valueOf(project.version());
    form.key = project.key();
    form.name = project.name();
    form.summary = project.summary();
    form.sponsor = project.sponsor();
    form.coordinator = project.coordinator();
    form.start = project.start().toString();
    form.deadline = project.deadline().toString();
    form.budget = plain(project.budget());
    form.timeTolerance = String.valueOf(project.timeTolerance());
    form.costTolerance = plain(project.costTolerance());
    for (Goal goal : project.goals()) {
      GoalRow row = new GoalRow();
      row.statement = goal.statement();
      row.measure = goal.measure();
      row.target = goal.target();
      row.weight = plain(goal.weight());
      form.goals.add(row);
    }
    return form;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** By field what stands in another form where this one says something else. */
  Map<String, String> otherwiseIn(ProjectForm other) {
    Map<String, String> otherwise = new LinkedHashMap<>();
    Map<String, String> theirs = other.values();
    values()
        .forEach(
            (field, value) -> {
              if (!value.equals(theirs.get(field))) {
                otherwise.put(field, theirs.get(field));
              }
            });
    return otherwise;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("summary", summary.replace("\r\n", "\n"));
    values.put("sponsor", sponsor);
    values.put("coordinator", coordinator);
    values.put("start", start);
    values.put("deadline", deadline);
    values.put("budget", budget);
    values.put("timeTolerance", timeTolerance);
    values.put("costTolerance", costTolerance);
    values.put(
        "goals",
        goals.stream()
            .map(
                row ->
                    String.join(", ", row.statement, row.measure, row.target, row.weight).strip())
            .collect(Collectors.joining(" / ")));
    return values;
  }

  /** One goal as typed. */
  public static class GoalRow {
    private String statement = "";
    private String measure = "";
    private String target = "";
    private String weight = "";

    boolean isBlank() {
      return statement.isBlank() && measure.isBlank() && target.isBlank();
    }

    public String getStatement() {
      return statement;
    }

    public void setStatement(String statement) {
      this.statement = statement;
    }

    public String getMeasure() {
      return measure;
    }

    public void setMeasure(String measure) {
      this.measure = measure;
    }

    public String getTarget() {
      return target;
    }

    public void setTarget(String target) {
      this.target = target;
    }

    public String getWeight() {
      return weight;
    }

    public void setWeight(String weight) {
      this.weight = weight;
    }
  }

  /** One member of the team as typed. */
  public static class MemberRow {
    private String username = "";
    private String role = "";
    private String availability = "100";
    private String hourlyRate = "";

    boolean isBlank() {
      return username.isBlank() && role.isBlank() && hourlyRate.isBlank();
    }

    /** The member as far as it can be read; what cannot is refused. */
    TeamMember read(String prefix, Checks checks) {
      if (username.isBlank()) {
        checks.refuse(prefix + "username", "project.screen.choosePerson");
      }
      if (role.isBlank()) {
        checks.refuse(prefix + "role", "project.screen.roleMissing");
      }
      int percent = whole(availability, prefix + "availability", checks);
      BigDecimal rate = number(hourlyRate, prefix + "hourlyRate", checks);
      return new TeamMember(username.strip(), role.strip(), percent, rate);
    }

    public String getUsername() {
      return username;
    }

    public void setUsername(String username) {
      this.username = username;
    }

    public String getRole() {
      return role;
    }

    public void setRole(String role) {
      this.role = role;
    }

    public String getAvailability() {
      return availability;
    }

    public void setAvailability(String availability) {
      this.availability = availability;
    }

    public String getHourlyRate() {
      return hourlyRate;
    }

    public void setHourlyRate(String hourlyRate) {
      this.hourlyRate = hourlyRate;
    }
  }

  /** What the page asks for as far as it can be read; each field that cannot is refused. */
  NewProject read(Checks checks) {
    require(key, "key", checks);
    require(name, "name", checks);
    require(sponsor, "sponsor", checks);
    require(coordinator, "coordinator", checks);
    require(start, "start", checks);
    require(deadline, "deadline", checks);
    LocalDate first = date(start, "start", checks);
    LocalDate last = date(deadline, "deadline", checks);
    BigDecimal money = number(budget, "budget", checks);
    int days = whole(timeTolerance, "timeTolerance", checks);
    BigDecimal percent = number(costTolerance, "costTolerance", checks);
    List<Goal> readGoals = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      GoalRow row = goals.get(i);
      String prefix = "goals[" + i + "].";
      require(row.statement, prefix + "statement", checks);
      require(row.measure, prefix + "measure", checks);
      require(row.target, prefix + "target", checks);
      BigDecimal weight =
          number(row.weight.isBlank() ? "1" : row.weight, prefix + "weight", checks);
      readGoals.add(
          new Goal(
              i + 1,
              row.statement.strip(),
              row.measure.strip(),
              row.target.strip(),
              weight,
              null,
              null));
    }
    List<TeamMember> readTeam = new ArrayList<>();
    for (int i = 0; i < team.size(); i++) {
      readTeam.add(team.get(i).read("team[" + i + "].", checks));
    }
    return new NewProject(
        key.strip().toUpperCase(Locale.ROOT),
        name,
        summary,
        sponsor.strip(),
        coordinator.strip(),
        first,
        last,
        money,
        days,
        percent,
        readGoals,
        readTeam);
  }

  /** Drops the rows in which nothing was typed. */
  void tidy() {
    goals.removeIf(row -> row == null || row.isBlank());
    team.removeIf(row -> row == null || row.isBlank());
  }

  private static void require(String value, String field, Checks checks) {
    if (value == null || value.isBlank()) {
      checks.refuse(field, "project.screen.fillIn");
    }
  }

  static LocalDate date(String value, String field, Checks checks) {
    try {
      return value.isBlank() ? null : Days.parse(value.strip());
    } catch (DateTimeParseException wrong) {
      checks.refuse(field, "project.screen.noDate", value);
      return null;
    }
  }

  static BigDecimal number(String value, String field, Checks checks) {
    BigDecimal number = Numbers.parse(value);
    if (number == null) {
      unreadable(value, field, "project.screen.noNumber", checks);
    }
    return number;
  }

  /** 0 where the field is refused. */
  static int whole(String value, String field, Checks checks) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException wrong) {
      unreadable(value, field, "project.screen.noWhole", checks);
      return 0;
    }
  }

  private static void unreadable(String value, String field, String code, Checks checks) {
    if (value.isBlank()) {
      checks.refuse(field, "project.screen.fillIn");
    } else {
      checks.refuse(field, code, value);
    }
  }

  public String getVersion() {
    return version;
  }

  public void setVersion(String version) {
    this.version = version;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getSummary() {
    return summary;
  }

  public void setSummary(String summary) {
    this.summary = summary;
  }

  public String getSponsor() {
    return sponsor;
  }

  public void setSponsor(String sponsor) {
    this.sponsor = sponsor;
  }

  public String getCoordinator() {
    return coordinator;
  }

  public void setCoordinator(String coordinator) {
    this.coordinator = coordinator;
  }

  public String getStart() {
    return start;
  }

  public void setStart(String start) {
    this.start = start;
  }

  public String getDeadline() {
    return deadline;
  }

  public void setDeadline(String deadline) {
    this.deadline = deadline;
  }

  public String getBudget() {
    return budget;
  }

  public void setBudget(String budget) {
    this.budget = budget;
  }

  public String getTimeTolerance() {
    return timeTolerance;
  }

  public void setTimeTolerance(String timeTolerance) {
    this.timeTolerance = timeTolerance;
  }

  public String getCostTolerance() {
    return costTolerance;
  }

  public void setCostTolerance(String costTolerance) {
    this.costTolerance = costTolerance;
  }

  public List<GoalRow> getGoals() {
    return goals;
  }

  public void setGoals(List<GoalRow> goals) {
    this.goals = goals;
  }

  public List<MemberRow> getTeam() {
    return team;
  }

  public void setTeam(List<MemberRow> team) {
    this.team = team;
  }
}
