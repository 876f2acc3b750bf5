-- money ordered and not yet invoiced; postings that draw on it reduce what is open
create table commitment (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  budget_line integer,
  supplier varchar(120) not null,
  description varchar(500) not null,
  amount numeric(15, 2) not null,
  ordered_on date not null,
  expected_on date,
  entered_by varchar(40) not null,
  entered_at timestamp not null,
  closed_by varchar(40),
  closed_at timestamp,
  close_reason varchar(400)
);
create index commitment_project on commitment (project_key);

alter table posting add column commitment bigint references commitment;
create index posting_commitment on posting (commitment);

-- budget lines that take no more postings
create table closed_budget_line (
  project_key varchar(20) not null references project,
  line integer not null,
  reason varchar(400) not null,
  closed_by varchar(40) not null,
  closed_at timestamp not null,
  primary key (project_key, line)
);
