-- days are chosen while the project closes; the rest is filled in when it is closed and when support ends
create table early_support (
  project_key varchar(20) primary key references project,
  days integer not null,
  chosen_by varchar(40),
  begun_on date,
  last_day date,
  summary varchar(2000),
  wrapped_up_by varchar(40),
  on_behalf_of varchar(40),
  wrapped_up_at timestamp
);

create table support_problem (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  system integer,
  title varchar(200) not null,
  description varchar(2000) not null,
  reported_by varchar(40) not null,
  reported_at timestamp not null,
  cause varchar(2000),
  solution varchar(2000),
  solved_by varchar(40),
  solved_at timestamp,
  unique (project_key, number)
);
