-- the systems as a plan named them when it was submitted or approved; older snapshots did not keep them
alter table plan_snapshot add column keeps_systems boolean default false not null;

create table plan_snapshot_system (
  project_key varchar(20) not null,
  kind varchar(12) not null,
  snapshot integer not null,
  number integer not null,
  name varchar(200) not null,
  action varchar(20) not null,
  criticality varchar(10) not null,
  primary key (project_key, kind, snapshot, number),
  foreign key (project_key, kind, snapshot) references plan_snapshot
);
