package dev.fairlead.project.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Begins a project and keeps its team. */
@Controller
class ProjectPages {
  static final List<String> COORDINATORS = List.of(Groups.COORDINATORS);
  static final List<String> SPONSORS =
      List.of(Groups.SPONSORS, Groups.MANAGERS, Groups.STEERING_BOARD);

  private final Projects projects;
  private final MemberRates rates;
  private final Users users;

  ProjectPages(Projects projects, MemberRates rates, Users users) {
    this.projects = projects;
    this.rates = rates;
    this.users = users;
  }

  /** Whoever cuts an address short finds all projects. */
  @GetMapping("/projects")
  String all() {
    return "redirect:/";
  }

  @GetMapping("/projects/new")
  String blank(Model model, Principal who) {
    coordinator(who);
    ProjectForm form = new ProjectForm();
    form.setCoordinator(who.getName());
    form.getGoals().add(new ProjectForm.GoalRow());
    form.getTeam().add(new ProjectForm.MemberRow());
    return show(form, Map.of(), model);
  }

  @PostMapping("/projects")
  String create(
      @ModelAttribute("form") ProjectForm form,
      @RequestParam(name = "row", required = false) String row,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    coordinator(who);
    if (row != null) {
      changeRows(form, row);
      return show(form, Map.of(), model);
    }
    form.tidy();
    form.getTeam().forEach(this::nameMember);
    Checks checks = new Checks();
    try {
      Project made = projects.create(form.read(checks), checks);
      flash.addFlashAttribute("message", Sentences.say("project.screen.created", made.name()));
      return "redirect:/projects/" + made.key();
    } catch (RefusedException refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      if (refused.field() == null) {
        model.addAttribute("problem", refused.getMessage());
      }
      if (form.getGoals().isEmpty()) {
        form.getGoals().add(new ProjectForm.GoalRow());
      }
      return show(form, refused.fields(), model);
    }
  }

  private void nameMember(ProjectForm.MemberRow row) {
    row.setUsername(users.named(row.getUsername()));
  }

  /** The buttons for one row more or less, for browsers without our script. */
  static void changeRows(ProjectForm form, String row) {
    switch (row) {
      case "goal" -> form.getGoals().add(new ProjectForm.GoalRow());
      case "member" -> form.getTeam().add(new ProjectForm.MemberRow());
      default -> {
        int dash = row.indexOf('-');
        if (dash > 0 && row.substring(dash + 1).matches("\\d{1,3}")) {
          List<?> rows = row.startsWith("goal") ? form.getGoals() : form.getTeam();
          int index = Integer.parseInt(row.substring(dash + 1));
          if (index < rows.size()) {
            rows.remove(index);
          }
        }
      }
    }
  }

  private String show(ProjectForm form, Map<String, String> errors, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("everybody", users.offered(List.of()));
    model.addAttribute("coordinators", active(users, COORDINATORS));
    model.addAttribute("sponsors", active(users, SPONSORS));
    model.addAttribute("blankGoal", new ProjectForm.GoalRow());
    model.addAttribute("blankMember", new ProjectForm.MemberRow());
    return "project/new";
  }

  @GetMapping("/projects/{key}/team")
  String team(
      @PathVariable String key,
      @RequestParam(required = false) String edit,
      Model model,
      Principal who) {
    Project project = projects.get(key);
    ProjectForm.MemberRow row = new ProjectForm.MemberRow();
    TeamMember member = edit == null ? null : project.member(edit);
    if (member != null) {
      row.setUsername(member.username());
      row.setRole(member.role());
      row.setAvailability(String.valueOf(member.availability()));
      row.setHourlyRate(member.hourlyRate().toPlainString());
    }
    return showTeam(project, row, Map.of(), model, who);
  }

  @PostMapping("/projects/{key}/team")
  String saveMember(
      @PathVariable String key,
      @ModelAttribute("row") ProjectForm.MemberRow row,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = projects.get(key);
    steers(project, who);
    nameMember(row);
    Checks checks = new Checks();
    try {
      TeamMember member = row.read("", checks);
      projects.saveMember(key, member, checks);
      flash.addFlashAttribute(
          "message", Sentences.say("project.screen.memberSaved", users.nameOf(member.username())));
      return "redirect:/projects/" + key + "/team";
    } catch (RefusedException refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return showTeam(project, row, refused.fields(), model, who);
    }
  }

  @PostMapping("/projects/{key}/team/remove")
  String removeMember(
      @PathVariable String key,
      @RequestParam String username,
      Principal who,
      RedirectAttributes flash) {
    steers(projects.get(key), who);
    projects.removeMember(key, username);
    flash.addFlashAttribute(
        "message", Sentences.say("project.screen.memberRemoved", users.nameOf(username)));
    return "redirect:/projects/" + key + "/team";
  }

  private String showTeam(
      Project project,
      ProjectForm.MemberRow row,
      Map<String, String> errors,
      Model model,
      Principal who) {
    model.addAttribute("project", project);
    model.addAttribute("row", row);
    model.addAttribute("errors", errors);
    model.addAttribute("laterRates", rates.later(project.key()));
    model.asMap().putIfAbsent("rateForm", Map.of());
    model.asMap().putIfAbsent("rateErrors", Map.of());
    model.addAttribute(
        "mayEdit", who.getName().equals(project.coordinator()) && !project.phase().isOver());
    model.addAttribute("everybody", users.offered(List.of()));
    Set<String> shown = new HashSet<>();
    project.team().forEach(member -> shown.add(member.username()));
    rates.later(project.key()).forEach(rate -> shown.add(rate.username()));
    model.addAttribute("names", users.namesOf(shown));
    return "project/team";
  }

  /** Who is in one of these groups, by name. */
  static List<User> active(Users users, List<String> groups) {
    return groups.stream()
        .flatMap(group -> users.inGroup(group).stream())
        .filter(User::enabled)
        .distinct()
        .sorted(Comparator.comparing(User::displayName).thenComparing(User::username))
        .toList();
  }

  private void coordinator(Principal who) {
    if (!users.get(who.getName()).isIn(Groups.COORDINATORS)) {
      throw new AccessDeniedException("only coordinators begin projects");
    }
  }

  /** Only the project's own coordinator changes its team. */
  private static void steers(Project project, Principal who) {
    if (!who.getName().equals(project.coordinator())) {
      throw new AccessDeniedException("only the coordinator changes the team");
    }
    if (project.phase().isOver()) {
      throw RefusedException.because("project.screen.over", project.name());
    }
  }
}
