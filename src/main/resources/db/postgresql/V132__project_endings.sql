-- the endings of the words of a project's key and name, by which it is found; in the order of their letters, whatever
-- language the database sorts by
create table project_ending (
  ending varchar(40) collate "C" not null,
  project_key varchar(20) not null references project,
  primary key (ending, project_key)
);
create index project_ending_of on project_ending (project_key);
