-- the last simulation of a plan; the fingerprint is that of all it was computed from
create table risk_analysis (
  project_key varchar(20) primary key references project,
  plan_version integer not null,
  fingerprint varchar(64) not null,
  ran_at timestamp not null,
  ran_by varchar(40) not null,
  result text not null
);

-- what was simulated when a plan was submitted; rows are only ever added
create table submission_odds (
  project_key varchar(20) not null references project,
  submission integer not null,
  result text not null,
  primary key (project_key, submission)
);

-- what team members say how long their tasks take, in working minutes
create table plan_estimate (
  project_key varchar(20) not null references project,
  round integer not null,
  task integer not null,
  member varchar(40) not null references app_user,
  optimistic_minutes bigint not null,
  most_likely_minutes bigint not null,
  pessimistic_minutes bigint not null,
  given_at timestamp not null,
  primary key (project_key, round, task, member)
);
