package dev.fairlead.demo;

import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.Goal;
import dev.fairlead.project.TeamMember;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Parts of the demo's projects, as short as they can be written. */
final class DemoParts {
  private DemoParts() {}

  static PlanSystem system(
      String name, SystemAction action, String owner, Criticality criticality) {
    return new PlanSystem(
        0, name, action, owner, "Production", criticality, "Sundays 20:00 to 24:00", null, null);
  }

  static Goal goal(int number, String statement, String measure, String target, int weight) {
    return new Goal(number, statement, measure, target, new BigDecimal(weight), null, null);
  }

  static TeamMember member(String username, String role, int rate) {
    return new TeamMember(username, role, 100, new BigDecimal(rate));
  }

  static BudgetLine line(String name, String category, String amount) {
    return new BudgetLine(0, name, category, new BigDecimal(amount));
  }

  static PlanEdit summary(int number, String name) {
    return PlanEdit.of(PlanEdit.Kind.ADD_TASK, number, Map.of("name", name));
  }

  static PlanEdit task(
      int number,
      Integer parent,
      String name,
      int days,
      String owner,
      Integer line,
      Integer system) {
    Map<String, String> values =
        new HashMap<>(Map.of("name", name, "durationDays", "" + days, "owner", owner));
    if (parent != null) {
      values.put("parent", "" + parent);
    }
    if (line != null) {
      values.put("budgetLine", "" + line);
    }
    if (system != null) {
      values.put("system", "" + system);
    }
    return PlanEdit.of(PlanEdit.Kind.ADD_TASK, number, values);
  }

  static PlanEdit milestone(int number, String name, String owner) {
    return PlanEdit.of(
        PlanEdit.Kind.ADD_TASK, number, Map.of("name", name, "milestone", "true", "owner", owner));
  }

  static PlanEdit milestone(int number, String name, String owner, int parent) {
    return PlanEdit.of(
        PlanEdit.Kind.ADD_TASK,
        number,
        Map.of("name", name, "milestone", "true", "owner", owner, "parent", "" + parent));
  }

  static PlanEdit cost(int task, String fixed) {
    return PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("fixedCost", fixed));
  }

  static PlanEdit link(int task, int predecessor) {
    return PlanEdit.of(PlanEdit.Kind.ADD_LINK, task, Map.of("predecessor", "" + predecessor));
  }
}
