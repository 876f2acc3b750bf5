create table report (
  id varchar(40) primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  kind varchar(10) not null,
  status varchar(10) not null,
  status_date date not null,
  created_at timestamp not null,
  created_by varchar(40),
  health varchar(10) not null,
  summary varchar(2000),
  snapshot text not null,
  published_at timestamp,
  unique (project_key, number)
);

-- the published PDF, byte by byte, with its fingerprint
create table report_file (
  report_id varchar(40) primary key references report,
  content bytea not null,
  sha256 varchar(64) not null,
  rendered_at timestamp not null
);

create table report_feedback (
  id bigint generated always as identity primary key,
  report_id varchar(40) not null references report,
  by_user varchar(40) not null,
  given_at timestamp not null,
  text varchar(2000) not null,
  answer varchar(2000),
  answered_by varchar(40),
  answered_at timestamp
);
create index report_feedback_report on report_feedback (report_id);
