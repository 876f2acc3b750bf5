-- the late tasks of all projects, the longest overdue first; what is done is not among them
create index plan_task_overdue on plan_task (promised_finish, project_key, number) where percent_complete < 100;
create index project_coordinator on project (coordinator);
