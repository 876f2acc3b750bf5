-- days off work of a person, both included
create table absence (
  id bigint generated always as identity primary key,
  username varchar(40) not null references app_user,
  first_day date not null,
  last_day date not null,
  reason varchar(200) not null
);
create index absence_username on absence (username, last_day);

-- shifts of whoever works part time; no row at all for whoever works as their projects do
create table working_hours (
  username varchar(40) not null references app_user,
  weekday integer not null,
  from_minute integer not null,
  to_minute integer not null,
  primary key (username, weekday, from_minute)
);
