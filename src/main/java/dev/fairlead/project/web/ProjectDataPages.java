package dev.fairlead.project.web;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.ProjectData.Part;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was stated when the project began, by the fields of its form; what is locked is shown. */
@Controller
class ProjectDataPages {
  private final Projects projects;
  private final ProjectData data;
  private final Users users;

  ProjectDataPages(Projects projects, ProjectData data, Users users) {
    this.projects = projects;
    this.data = data;
    this.users = users;
  }

  /**
   * What is locked has no field, so what is not sent stays as it is, but for the version. Goals
   * come with the budget.
   */
  @ModelAttribute("form")
  ProjectForm form(@PathVariable String key, HttpServletRequest request) {
    ProjectForm form = ProjectForm.of(projects.get(key));
    if (request.getMethod().equals("POST")) {
      form.setVersion("");
    }
    if (request.getParameter("budget") != null) {
      form.getGoals().clear();
    }
    return form;
  }

  @GetMapping("/projects/{key}/data")
  String data(
      @PathVariable String key,
      @ModelAttribute(name = "form", binding = false) ProjectForm form,
      Model model,
      Principal who) {
    return show(projects.get(key), form, Map.of(), model, who);
  }

  @PostMapping("/projects/{key}/data")
  String save(
      @PathVariable String key,
      @RequestParam(name = "row", required = false) String row,
      @ModelAttribute("form") ProjectForm form,
      Model model,
      Principal who,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = projects.get(key);
    form.setKey(key);
    form.getTeam().clear();
    if (row != null) {
      ProjectPages.changeRows(form, row);
      return show(project, form, Map.of(), model, who);
    }
    form.tidy();
    Checks checks = new Checks();
    int version = 0;
    try {
      version = Integer.parseInt(form.getVersion());
    } catch (NumberFormatException missing) {
      checks.refuse("version", "project.data.versionMissing");
      form.setVersion(String.valueOf(project.version()));
    }
    try {
      NewProject wanted = form.read(checks);
      data.change(version, wanted, who.getName(), checks);
      flash.addFlashAttribute("message", Sentences.say("project.data.saved", wanted.name()));
      return "redirect:/projects/" + key;
    } catch (RefusedException refused) {
      if (refused.isForbidden()) {
        throw refused;
      }
      if (refused.field() == null) {
        model.addAttribute("problem", refused.getMessage());
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return show(project, form, refused.fields(), model, who);
    } catch (ConflictException meanwhile) {
      model.addAttribute("problem", meanwhile.getMessage());
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(projects.get(key), form, overtaken(form, projects.get(key)), model, who);
    }
  }

  /** Beside each field what stands there now; whoever saves again has seen it. */
  private Map<String, String> overtaken(ProjectForm form, Project now) {
    form.setVersion(String.valueOf(now.version()));
    Map<String, String> beside = new LinkedHashMap<>();
    form.otherwiseIn(ProjectForm.of(now))
        .forEach(
            (field, value) ->
                beside.put(
                    field,
                    Sentences.say(
                        "project.data.standsThere",
                        field.equals("sponsor") || field.equals("coordinator")
                            ? users.nameOf(value)
                            : value)));
    return beside;
  }

  private String show(
      Project project, ProjectForm form, Map<String, String> errors, Model model, Principal who) {
    if (form.getGoals().isEmpty()) {
      form.getGoals().add(new ProjectForm.GoalRow());
    }
    Map<String, Boolean> open = new HashMap<>();
    Map<String, String> locked = new HashMap<>();
    for (Part part : Part.values()) {
      open.put(part.name(), data.mayChange(part, project, who.getName()));
      String why = data.whyLocked(part, project);
      locked.put(part.name(), why == null ? whoMay(part, project) : why);
    }
    model.addAttribute("project", project);
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("open", open);
    model.addAttribute("locked", locked);
    model.addAttribute("mayChange", open.containsValue(true));
    model.addAttribute("names", users.namesOf(List.of(project.sponsor(), project.coordinator())));
    model.addAttribute("coordinators", offered(ProjectPages.COORDINATORS, project.coordinator()));
    model.addAttribute("sponsors", offered(ProjectPages.SPONSORS, project.sponsor()));
    model.addAttribute("blankGoal", new ProjectForm.GoalRow());
    return "project/data";
  }

  private String whoMay(Part part, Project project) {
    return Sentences.say(
        part == Part.PEOPLE ? "project.data.whoReplaces" : "project.data.whoEdits",
        project.name(),
        users.nameOf(project.coordinator()),
        users.nameOf(project.sponsor()));
  }

  /** Whoever has the part now is offered too, even where they have left. */
  private List<User> offered(List<String> groups, String now) {
    List<User> offered = new ArrayList<>(ProjectPages.active(users, groups));
    if (offered.stream().noneMatch(user -> user.username().equals(now))) {
      users.find(now).ifPresent(offered::add);
    }
    return offered;
  }
}
