-- who gets what, when, in which form; a row that has ended stays for the record
create table communication_row (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  title varchar(120) not null,
  purpose varchar(500) not null,
  content varchar(20) not null,
  form varchar(10) not null,
  channel varchar(20) not null,
  frequency varchar(20) not null,
  first_due date,
  next_due date,
  responsible varchar(40) not null references app_user,
  approver_group varchar(40),
  receipt boolean not null,
  free_text varchar(4000),
  seen_phase varchar(20) not null,
  seen_milestones integer not null,
  created_at timestamp not null,
  ended_at timestamp
);
create index communication_row_project on communication_row (project_key);

-- kind ROLE, PERSON or OUTSIDE; who is the role's name, a login name, or the id of the external party
create table communication_audience (
  row_id bigint not null references communication_row,
  kind varchar(10) not null,
  who varchar(40) not null,
  primary key (row_id, kind, who)
);

-- one time that a row is carried out; open_mark is 0 until it is sent, held, skipped or stopped, and its own id afterwards:
-- a row is prepared once at a time
create table communication_run (
  id bigint generated always as identity primary key,
  row_id bigint not null references communication_row,
  project_key varchar(20) not null references project,
  open_mark bigint not null,
  status varchar(20) not null,
  due_on date not null,
  opened_at timestamp not null,
  responsible varchar(40) not null references app_user,
  drafted_by varchar(40) references app_user,
  drafted_at timestamp,
  words varchar(2000),
  skip_reason varchar(1000),
  decided_by varchar(40) references app_user,
  decided_at timestamp,
  decision_comment varchar(2000),
  report_id varchar(40),
  snapshot text,
  finished_at timestamp,
  receipt_until timestamp,
  chased_at timestamp,
  missing_told_at timestamp,
  unique (row_id, open_mark)
);
create index communication_run_project on communication_run (project_key, id);

-- whom a communication reached; reader is a login name, or outside: and the id of the external party
create table communication_receipt (
  run_id bigint not null references communication_run,
  reader varchar(60) not null,
  reader_name varchar(200) not null,
  opened_at timestamp,
  confirmed_at timestamp,
  chased_at timestamp,
  primary key (run_id, reader)
);

-- a file that goes with the mails of one notice, kept once however many people get it
create table mail_attachment (
  notice_key varchar(200) primary key,
  file_name varchar(120) not null,
  media_type varchar(120) not null,
  content bytea not null
);
