-- a follow-up of a task that is not late: the day of the last word on it
alter table follow_up add column silent_since date;

-- that the owner was told that a promised finish will not be kept; once for each promise
create table task_warning (
  project_key varchar(20) not null references project,
  task integer not null,
  planned_finish timestamp not null,
  told_at timestamp not null,
  primary key (project_key, task, planned_finish)
);
