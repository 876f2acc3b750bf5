-- what each import took, changed and left out; empty for imports of earlier versions
alter table plan_import add column format varchar(60) default '' not null;
alter table plan_import add column plan_version integer default 0 not null;
alter table plan_import add column report text;

-- a file that waits for "take it" or "leave it" because the project has a plan already
create table plan_import_waiting (
  project_key varchar(20) primary key references project,
  file_name varchar(200) not null,
  content bytea not null,
  brought_by varchar(40) not null,
  brought_at timestamp not null,
  plan_version integer not null
);
