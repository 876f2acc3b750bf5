-- who accepts (nobody: the sponsor), which criteria were met, and what was done after a rejection
alter table deliverable add column acceptor varchar(40);
alter table deliverable add column criteria_met varchar(200);
alter table deliverable add column rework varchar(1000);

-- the points of a checklist come from a decision table and stay as they were when closing began
alter table handover_point alter column point set data type varchar(40);
alter table handover_point alter column answer drop not null;
alter table handover_point add column label varchar(200);
alter table handover_point add column point_order integer;

create table handover_refusal (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  system integer not null,
  reason varchar(1000) not null,
  refused_by varchar(40) not null,
  refused_at timestamp not null,
  answer varchar(1000),
  answered_by varchar(40),
  answered_at timestamp
);
create index handover_refusal_system on handover_refusal (project_key, system);

-- what stays to be done after an acceptance with remarks
create table follow_on_action (
  project_key varchar(20) not null references project,
  number integer not null,
  text varchar(1000) not null,
  source varchar(300) not null,
  owner varchar(40) not null,
  opened_at timestamp not null,
  done_by varchar(40),
  done_at timestamp,
  done_note varchar(1000),
  primary key (project_key, number)
);

insert into follow_on_action (project_key, number, text, source, owner, opened_at)
  select d.project_key, d.number, d.condition_text, d.name, p.coordinator, d.accepted_at
  from deliverable d join project p on p.project_key = d.project_key
  where d.acceptance = 'ON_CONDITION' and d.condition_text is not null;
