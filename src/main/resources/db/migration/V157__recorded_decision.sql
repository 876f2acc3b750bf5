-- what people decided outside the processes: sealed as an entry of the decision log, whose fingerprint covers this row
create table recorded_decision (
  id varchar(40) primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  title varchar(200) not null,
  text varchar(2000) not null,
  reason varchar(800),
  decided_by varchar(200) not null,
  decided_on date not null,
  applies_from date,
  communicated_to varchar(200),
  about varchar(20),
  supersedes varchar(40) references recorded_decision,
  recorded_by varchar(40) not null references app_user,
  recorded_at timestamp not null,
  unique (project_key, number),
  unique (supersedes)
);
create index decision_subject on decision_log (subject);
