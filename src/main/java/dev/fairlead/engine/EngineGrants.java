package dev.fairlead.engine;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.fairlead.people.Groups;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may do what in the engine, by group and process definition, never by task: people read tasks
 * and work on them, the guard decides who completes which; process owners deploy and operate;
 * nobody else touches instances or variables.
 */
@Component
@Order(2)
class EngineGrants implements ApplicationRunner {
  private static final List<String> EVERYONE =
      List.of(
          Groups.COORDINATORS,
          Groups.MANAGERS,
          Groups.SPONSORS,
          Groups.STEERING_BOARD,
          Groups.TEAM_MEMBERS,
          Groups.PROCESS_OWNERS);

  // nobody but this class can store an expression: ExpressionQueryFilter refuses them from outside
  private static final String ME = "${currentUser()}";
  private static final String MY_GROUPS = "${currentUserGroups()}";

  private final AuthorizationService authorizations;
  private final FilterService filters;
  private final TaskService tasks;

  EngineGrants(AuthorizationService authorizations, FilterService filters, TaskService tasks) {
    this.authorizations = authorizations;
    this.filters = filters;
    this.tasks = tasks;
  }

  @Override
  @Transactional
  public void run(ApplicationArguments arguments) {
    for (String group : EVERYONE) {
      grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grant(
          group,
          Resources.PROCESS_DEFINITION,
          Authorization.ANY,
          ProcessDefinitionPermissions.READ,
          ProcessDefinitionPermissions.READ_TASK,
          ProcessDefinitionPermissions.TASK_WORK,
          ProcessDefinitionPermissions.READ_INSTANCE);
    }
    for (String group : List.of(Groups.PROCESS_OWNERS, Groups.ADMINISTRATORS)) {
      grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
      grant(group, Resources.DEPLOYMENT, Authorization.ANY, Permissions.READ);
      grant(
          group,
          Resources.DECISION_DEFINITION,
          Authorization.ANY,
          Permissions.READ,
          Permissions.READ_HISTORY);
      grant(group, Resources.DECISION_REQUIREMENTS_DEFINITION, Authorization.ANY, Permissions.READ);
    }
    grant(
        Groups.PROCESS_OWNERS,
        Resources.DEPLOYMENT,
        Authorization.ANY,
        Permissions.READ,
        Permissions.CREATE);
    grant(
        Groups.PROCESS_OWNERS,
        Resources.PROCESS_DEFINITION,
        Authorization.ANY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_TASK,
        ProcessDefinitionPermissions.TASK_WORK,
        ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_HISTORY,
        ProcessDefinitionPermissions.RETRY_JOB);
    grant(
        Groups.ADMINISTRATORS,
        Resources.PROCESS_DEFINITION,
        Authorization.ANY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_HISTORY,
        ProcessDefinitionPermissions.RETRY_JOB);

    filter(
        "Waiting for me",
        5,
        "Your tasks, and those that you or a colleague of your group may claim",
        tasks
            .createTaskQuery()
            .or()
            .taskAssigneeExpression(ME)
            .taskCandidateGroupInExpression(MY_GROUPS)
            .endOr());
    filter(
        "My tasks", 10, "Tasks that are yours", tasks.createTaskQuery().taskAssigneeExpression(ME));
    filter(
        "My groups' tasks",
        20,
        "Tasks that you or a colleague of your group may claim",
        tasks.createTaskQuery().taskCandidateGroupInExpression(MY_GROUPS).taskUnassigned());
    filter(
        "Approvals",
        30,
        "Decisions on plans, changes and results that your groups are asked for",
        tasks
            .createTaskQuery()
            .taskDefinitionKeyIn(
                "userTask_approvePlan",
                "userTask_decideChange",
                "userTask_reviewEmergencyChange",
                "userTask_acceptResult")
            .taskCandidateGroupInExpression(MY_GROUPS)
            .includeAssignedTasks());
    filter(
        "Overdue",
        40,
        "Your tasks that are past their due date",
        tasks.createTaskQuery().taskAssigneeExpression(ME).dueBeforeExpression("${now()}"));
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    Authorization existing =
        authorizations
            .createAuthorizationQuery()
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    Authorization grant =
        existing != null ? existing : authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
    grant.setGroupId(group);
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.setPermissions(permissions);
    authorizations.saveAuthorization(grant);
  }

  private void filter(String name, int priority, String description, TaskQuery query) {
    Filter existing = filters.createFilterQuery().filterName(name).singleResult();
    Filter filter = existing == null ? filters.newTaskFilter(name) : existing;
    // what is on hold waits for nobody
    filter.setQuery(query.active());
    filter.setProperties(
        Map.of(
            "priority",
            priority,
            "description",
            description,
            "color",
            "#1f3a5f",
            "refresh",
            true,
            // without them one "Report on late task" in the list looks like the other
            "variables",
            List.of(
                Map.of("name", ProjectNames.VARIABLE, "label", "Project"),
                Map.of("name", TaskSubject.VARIABLE, "label", "About")),
            "showUndefinedVariable",
            false));
    String id = filters.saveFilter(filter).getId();
    for (String group : EVERYONE) {
      grant(group, Resources.FILTER, id, Permissions.READ);
    }
  }
}
