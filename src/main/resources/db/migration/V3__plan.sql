create table work_plan (
  project_key varchar(20) primary key references project,
  version integer not null,
  start_date date not null,
  deadline date,
  calendar text not null,
  next_task integer not null,
  next_system integer not null,
  next_risk integer not null,
  next_line integer not null
);

create table plan_system (
  project_key varchar(20) not null references project,
  number integer not null,
  name varchar(120) not null,
  name_key varchar(120) not null,
  action varchar(20) not null,
  owner varchar(40) references app_user,
  environment varchar(120) not null,
  criticality varchar(10) not null,
  maintenance_window varchar(200) not null,
  blackout_from date,
  blackout_until date,
  primary key (project_key, number)
);
create index plan_system_name on plan_system (name_key);

create table budget_line (
  project_key varchar(20) not null references project,
  number integer not null,
  name varchar(120) not null,
  category varchar(60) not null,
  amount numeric(15, 2) not null,
  primary key (project_key, number)
);

create table risk (
  project_key varchar(20) not null references project,
  number integer not null,
  title varchar(200) not null,
  cause varchar(1000) not null,
  event varchar(1000) not null,
  effect varchar(1000) not null,
  category varchar(60) not null,
  likelihood integer not null,
  impact integer not null,
  proximity varchar(60) not null,
  owner varchar(40) references app_user,
  response varchar(20),
  measures varchar(2000) not null,
  measures_by varchar(40) references app_user,
  measures_due date,
  residual_likelihood integer,
  residual_impact integer,
  cost numeric(15, 2),
  next_review date,
  status varchar(20) not null,
  primary key (project_key, number)
);

create table plan_task (
  project_key varchar(20) not null references project,
  number integer not null,
  parent integer,
  position integer not null,
  name varchar(200) not null,
  milestone boolean not null,
  duration_minutes bigint not null,
  effort_hours numeric(10, 2),
  owner varchar(40) references app_user,
  owner_label varchar(200),
  constraint_type varchar(30) not null,
  constraint_date timestamp,
  deadline date,
  system_number integer,
  budget_line integer,
  fixed_cost numeric(15, 2) not null,
  percent_complete integer not null,
  actual_start timestamp,
  actual_finish timestamp,
  remaining_minutes bigint,
  primary key (project_key, number)
);
create index plan_task_owner on plan_task (owner);

create table plan_link (
  project_key varchar(20) not null,
  predecessor integer not null,
  successor integer not null,
  link_type varchar(2) not null,
  lag_minutes bigint not null,
  primary key (project_key, predecessor, successor),
  foreign key (project_key, predecessor) references plan_task,
  foreign key (project_key, successor) references plan_task
);
create index plan_link_successor on plan_link (project_key, successor);

-- a plan as it was submitted (SUBMISSION) or approved (BASELINE); rows are only ever added
create table plan_snapshot (
  project_key varchar(20) not null references project,
  kind varchar(12) not null,
  number integer not null,
  plan_version integer not null,
  frozen_at timestamp not null,
  frozen_by varchar(40) not null,
  reason varchar(500) not null,
  hash varchar(64) not null,
  start_at timestamp not null,
  finish_at timestamp not null,
  cost numeric(15, 2) not null,
  primary key (project_key, kind, number)
);

create table plan_snapshot_task (
  project_key varchar(20) not null,
  kind varchar(12) not null,
  snapshot integer not null,
  row_order integer not null,
  number integer not null,
  wbs varchar(200) not null,
  name varchar(200) not null,
  milestone boolean not null,
  summary boolean not null,
  start_at timestamp not null,
  finish_at timestamp not null,
  cost numeric(15, 2) not null,
  budget_line integer,
  primary key (project_key, kind, snapshot, number),
  foreign key (project_key, kind, snapshot) references plan_snapshot
);

create table plan_feedback_round (
  project_key varchar(20) not null references project,
  round integer not null,
  plan_version integer not null,
  opened_at timestamp not null,
  open_until timestamp not null,
  primary key (project_key, round)
);

create table plan_feedback (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  round integer not null,
  member varchar(40) not null references app_user,
  feedback varchar(4000),
  objection varchar(4000),
  given_at timestamp not null,
  answer varchar(4000),
  answered_by varchar(40),
  answered_at timestamp,
  unique (project_key, round, member)
);

create table plan_approval (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  approval_level integer not null,
  approver_group varchar(40) not null,
  reason varchar(500) not null,
  decision varchar(20) not null,
  decided_by varchar(40) not null,
  on_behalf_of varchar(40),
  comment varchar(4000) not null,
  plan_version integer not null,
  decided_at timestamp not null
);
create index plan_approval_project on plan_approval (project_key);

create table plan_import (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  file_name varchar(200) not null,
  imported_by varchar(40) not null,
  imported_at timestamp not null,
  tasks integer not null,
  links integer not null,
  losses text not null
);
create index plan_import_project on plan_import (project_key);
