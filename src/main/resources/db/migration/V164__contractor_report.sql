-- status reports of contractors, who give them by a link and have no account
create table contractor_report (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  party_id bigint not null references outside_party,
  period_start date not null,
  period_end date not null,
  due_on date not null,
  words varchar(2000),
  status varchar(20) not null,
  asked_by varchar(40) not null references app_user,
  asked_at timestamp not null,
  chased integer not null,
  given_at timestamp,
  rating varchar(10),
  work_done varchar(4000),
  work_next varchar(4000),
  problems varchar(4000),
  return_reason varchar(2000),
  decided_by varchar(40) references app_user,
  decided_at timestamp
);
create index contractor_report_project on contractor_report (project_key, id);
create index contractor_report_party on contractor_report (party_id);

-- the tasks that a report is about, called as they were when it was asked for
create table contractor_report_task (
  report_id bigint not null references contractor_report,
  task integer not null,
  name varchar(300) not null,
  percent integer,
  forecast_finish date,
  remark varchar(500),
  primary key (report_id, task)
);

-- the SHA-256 hashes of the random addresses under which a report is given; the addresses themselves are kept nowhere
create table contractor_token (
  token_hash varchar(64) primary key,
  report_id bigint not null references contractor_report,
  created_at timestamp not null
);
create index contractor_token_report on contractor_token (report_id);
