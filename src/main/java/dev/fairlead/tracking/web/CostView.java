package dev.fairlead.tracking.web;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.ClosedPeriods;
import dev.fairlead.tracking.Commitment;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.ToleranceAlarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the pages of costs show, whichever of their forms was sent. */
@Component
class CostView {
  private static final int PAGE = 50;

  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final Costs costs;
  private final Postings postings;
  private final Commitments commitments;
  private final ClosedPeriods closedPeriods;
  private final ToleranceAlarms alarms;
  private final ProjectRights rights;
  private final Users users;
  private final FairleadClock clock;

  CostView(
      Projects projects,
      Plans plans,
      Registers registers,
      Costs costs,
      Postings postings,
      Commitments commitments,
      ClosedPeriods closedPeriods,
      ToleranceAlarms alarms,
      ProjectRights rights,
      Users users,
      FairleadClock clock) {
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.costs = costs;
    this.postings = postings;
    this.commitments = commitments;
    this.closedPeriods = closedPeriods;
    this.alarms = alarms;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /** A form of a posting of today, of the person who looks where they belong to the team. */
  Map<String, String> blank(String key, String by) {
    String person = projects.get(key).member(by) == null ? "" : by;
    return Map.of("day", clock.today().toString(), "kind", "TIME", "person", person);
  }

  /** What all pages of costs need. */
  Project project(String key, String by, Model model) {
    Project project = projects.get(key);
    boolean open = project.phase() == Phase.TRACKING || project.phase() == Phase.CLOSING;
    model.addAttribute("project", project);
    model.addAttribute("coordinates", rights.coordinates(project, by));
    model.addAttribute("mayPost", open && rights.belongs(project, by));
    model.addAttribute("me", by);
    model.addAttribute("users", users);
    model.addAttribute("today", clock.today());
    return project;
  }

  /** What the fields of a posting choose from. */
  void fields(Project project, String by, Map<String, String> form, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("people", people(project, by));
    model.addAttribute("budgetLines", registers.budgetLines(project.key()));
    model.addAttribute("plan", plans.current(project.key()));
    model.addAttribute(
        "openCommitments",
        commitments.of(project.key()).stream().filter(Commitment::isOpen).toList());
  }

  /** For whom this person may post. */
  private List<String> people(Project project, String by) {
    List<String> people =
        new ArrayList<>(
            project.team().stream()
                .map(TeamMember::username)
                .filter(name -> rights.coordinates(project, by) || rights.stands(name, by))
                .toList());
    if (!people.contains(by)) {
      people.add(by);
    }
    return people;
  }

  String costs(String key, Long before, Map<String, String> form, String by, Model model) {
    Project project = project(key, by, model);
    fields(project, by, form, model);
    List<Posting> page = postings.page(key, before, PAGE);
    model.addAttribute("older", page.size() == PAGE ? page.get(PAGE - 1).id() : null);
    model.addAttribute("postings", withRefused(page, model));
    List<Posting> waiting = postings.waiting(key);
    model.addAttribute("waiting", waiting);
    model.addAttribute(
        "waitingInAll",
        waiting.size() < Postings.MOST_AT_ONCE ? waiting.size() : postings.countWaiting(key));
    model.addAttribute("returned", postings.returnedTo(key, by));
    model.addAttribute("waitingSum", costs.waiting(key, clock.today()));
    List<Costs.LineSpent> lines = costs.byLine(key, clock.today());
    model.addAttribute("lines", lines);
    model.addAttribute("alarm", alarms.of(project).orElse(null));
    model.addAttribute("period", closedPeriods.of(key).orElse(null));
    model.addAttribute("whole", Costs.whole(project, lines));
    model.addAttribute("figures", costs.figures(key, clock.today()));
    return "tracking/costs";
  }

  /** What was typed into the form of a posting comes back, wherever it stands by now. */
  private static List<Posting> withRefused(List<Posting> page, Model model) {
    if (!(model.getAttribute("refused") instanceof Posting refused)
        || page.stream().anyMatch(posting -> posting.id() == refused.id())) {
      return page;
    }
    List<Posting> all = new ArrayList<>(page);
    all.add(0, refused);
    return all;
  }

  String commitments(String key, Map<String, String> form, String by, Model model) {
    Project project = project(key, by, model);
    fields(project, by, form, model);
    model.addAttribute("commitments", commitments.of(key));
    return "tracking/commitments";
  }
}
