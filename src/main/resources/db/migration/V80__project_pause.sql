-- open_mark is 0 while the pause lasts and its own id afterwards: one pause of a project at a time
create table project_pause (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  open_mark bigint not null,
  paused_at timestamp not null,
  paused_by varchar(40) not null references app_user,
  reason varchar(1000) not null,
  expected_on date,
  reminded_at timestamp,
  ended_at timestamp,
  ended_by varchar(40) references app_user,
  ending varchar(20),
  unique (project_key, open_mark)
);
