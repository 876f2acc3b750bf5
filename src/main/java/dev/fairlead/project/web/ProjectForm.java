package dev.fairlead.project.web;

import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.Sentences;
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

    /** The member, or null with the sentences in {@code errors} under the names of the fields. */
    TeamMember read(String prefix, Map<String, String> errors) {
      int before = errors.size();
      if (username.isBlank()) {
        errors.put(prefix + "username", Sentences.say("project.screen.choosePerson"));
      }
      if (role.isBlank()) {
        errors.put(prefix + "role", Sentences.say("project.screen.roleMissing"));
      }
      Integer percent = whole(availability, prefix + "availability", errors);
      BigDecimal rate = number(hourlyRate, prefix + "hourlyRate", errors);
      return errors.size() > before
          ? null
          : new TeamMember(username.strip(), role.strip(), percent, rate);
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

  /**
   * What the page asks for, or null with the sentences in {@code errors}, each under the name of
   * its field.
   */
  NewProject read(Map<String, String> errors) {
    require(key, "key", errors);
    require(name, "name", errors);
    require(sponsor, "sponsor", errors);
    require(coordinator, "coordinator", errors);
    require(start, "start", errors);
    require(deadline, "deadline", errors);
    LocalDate first = date(start, "start", errors);
    LocalDate last = date(deadline, "deadline", errors);
    BigDecimal money = number(budget, "budget", errors);
    Integer days = whole(timeTolerance, "timeTolerance", errors);
    BigDecimal percent = number(costTolerance, "costTolerance", errors);
    List<Goal> readGoals = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      GoalRow row = goals.get(i);
      String prefix = "goals[" + i + "].";
      require(row.statement, prefix + "statement", errors);
      require(row.measure, prefix + "measure", errors);
      require(row.target, prefix + "target", errors);
      BigDecimal weight =
          number(row.weight.isBlank() ? "1" : row.weight, prefix + "weight", errors);
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
      readTeam.add(team.get(i).read("team[" + i + "].", errors));
    }
    if (!errors.isEmpty()) {
      return null;
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

  static Map<String, String> noErrors() {
    return new LinkedHashMap<>();
  }

  private static void require(String value, String field, Map<String, String> errors) {
    if (value == null || value.isBlank()) {
      errors.put(field, Sentences.say("project.screen.fillIn"));
    }
  }

  private static LocalDate date(String value, String field, Map<String, String> errors) {
    try {
      return value.isBlank() ? null : Days.parse(value.strip());
    } catch (DateTimeParseException wrong) {
      errors.put(field, Sentences.say("project.screen.noDate", value));
      return null;
    }
  }

  static BigDecimal number(String value, String field, Map<String, String> errors) {
    BigDecimal number = Numbers.parse(value);
    if (number == null) {
      errors.put(
          field,
          value.isBlank()
              ? Sentences.say("project.screen.fillIn")
              : Sentences.say("project.screen.noNumber", value));
    }
    return number;
  }

  static Integer whole(String value, String field, Map<String, String> errors) {
    try {
      return Integer.valueOf(value.strip());
    } catch (NumberFormatException wrong) {
      errors.put(
          field,
          value.isBlank()
              ? Sentences.say("project.screen.fillIn")
              : Sentences.say("project.screen.noWhole", value));
      return null;
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
