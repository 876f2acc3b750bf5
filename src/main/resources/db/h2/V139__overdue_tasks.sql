-- the late tasks of all projects, the longest overdue first
create index plan_task_overdue on plan_task (promised_finish, project_key, number);
create index project_coordinator on project (coordinator);
