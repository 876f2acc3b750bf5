-- rates that hold from a later day on; until the first of them the rate of the team counts
create table member_rate (
  project_key varchar(20) not null references project,
  username varchar(40) not null references app_user,
  valid_from date not null,
  amount numeric(10, 2) not null,
  primary key (project_key, username, valid_from)
);
