-- the lines of the budget as they were when a plan was submitted or approved, since changes may ask for
-- other ones; older snapshots did not keep them
alter table plan_snapshot add column keeps_lines boolean default false not null;

create table plan_snapshot_line (
  project_key varchar(20) not null,
  kind varchar(12) not null,
  snapshot integer not null,
  number integer not null,
  name varchar(120) not null,
  category varchar(60) not null,
  amount numeric(15, 2) not null,
  primary key (project_key, kind, snapshot, number),
  foreign key (project_key, kind, snapshot) references plan_snapshot
);
