create table project_history (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  happened_at timestamp not null,
  by_user varchar(40),
  sentence varchar(2000) not null
);
create index project_history_project on project_history (project_key, id);
