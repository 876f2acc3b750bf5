-- asking a team member every week how their tasks stand; open_mark is 0 while it is open and its own id afterwards:
-- one open check-in per member and project
create table check_in (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  member varchar(40) not null references app_user,
  open_mark bigint not null,
  asked_at timestamp not null,
  answer_until timestamp not null,
  stale_since timestamp,
  answered_at timestamp,
  answered_by varchar(40),
  tasks_reported integer not null,
  closed_at timestamp,
  unique (project_key, member, open_mark)
);
