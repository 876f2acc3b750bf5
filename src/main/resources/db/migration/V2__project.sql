create table project (
  project_key varchar(20) primary key,
  name varchar(120) not null,
  summary varchar(2000) not null,
  sponsor varchar(40) not null references app_user,
  coordinator varchar(40) not null references app_user,
  start_date date not null,
  deadline date not null,
  budget numeric(15, 2) not null,
  time_tolerance integer not null,
  cost_tolerance numeric(5, 2) not null,
  phase varchar(20) not null,
  outcome varchar(20),
  closed_on date
);
create index project_phase on project (phase);

create table goal (
  project_key varchar(20) not null references project,
  number integer not null,
  statement varchar(500) not null,
  measure varchar(300) not null,
  target varchar(300) not null,
  weight numeric(5, 2) not null,
  rating varchar(20),
  evidence varchar(2000),
  primary key (project_key, number)
);

create table team_member (
  project_key varchar(20) not null references project,
  username varchar(40) not null references app_user,
  role varchar(80) not null,
  availability integer not null,
  hourly_rate numeric(10, 2) not null,
  primary key (project_key, username)
);
create index team_member_user on team_member (username);
