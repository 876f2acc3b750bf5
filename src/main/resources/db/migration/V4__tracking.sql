create table progress_report (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  task integer not null,
  percent integer not null,
  remaining_minutes bigint,
  actual_start date,
  actual_finish date,
  forecast_finish date,
  note varchar(2000),
  reported_by varchar(40) not null,
  reported_at timestamp not null
);
create index progress_report_task on progress_report (project_key, task, id);

create table posting (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  posting_day date not null,
  kind varchar(20) not null,
  amount numeric(15, 2) not null,
  hours numeric(9, 2),
  person varchar(40) references app_user,
  task integer,
  budget_line integer,
  text varchar(500) not null,
  posted_by varchar(40) not null,
  posted_at timestamp not null,
  corrects bigint references posting,
  unique (corrects)
);
create index posting_project on posting (project_key, posting_day);

-- open_mark is 0 while the follow-up is open and its own id afterwards: one open follow-up per task
create table follow_up (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  task integer not null,
  open_mark bigint not null,
  owner varchar(40) not null,
  opened_at timestamp not null,
  days_late integer not null,
  finish_slip_days integer not null,
  reply varchar(20),
  reason varchar(2000),
  forecast_finish date,
  replied_by varchar(40),
  replied_at timestamp,
  issue_id varchar(40),
  closed_at timestamp,
  unique (project_key, task, open_mark)
);

create table issue (
  id varchar(40) primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  kind varchar(20) not null,
  title varchar(200) not null,
  description varchar(4000) not null,
  system integer,
  task integer,
  risk integer,
  urgency varchar(10) not null,
  impact varchar(10) not null,
  reporter varchar(40) not null references app_user,
  reported_at timestamp not null,
  owner varchar(40) references app_user,
  target_date date,
  cause varchar(4000),
  workaround varchar(4000),
  solution varchar(4000),
  verified_by varchar(40),
  verification_note varchar(2000),
  postponed_until date,
  triage varchar(20),
  triage_note varchar(2000),
  status varchar(20) not null,
  resolved_at timestamp,
  closed_at timestamp,
  unique (project_key, number)
);
create index issue_status on issue (project_key, status);

-- without a decision while the coordinator is being asked
create table corrective_action (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  asked_at timestamp not null,
  decision varchar(20),
  reason varchar(2000),
  decided_by varchar(40),
  decided_at timestamp,
  forecast_finish date,
  forecast_cost numeric(15, 2)
);
