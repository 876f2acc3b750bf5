create table app_user (
  username varchar(40) primary key,
  display_name varchar(120) not null,
  email varchar(200) not null,
  password_hash varchar(100) not null,
  enabled boolean not null
);

create table app_user_group (
  username varchar(40) not null references app_user,
  group_id varchar(40) not null,
  primary key (username, group_id)
);

create table substitution (
  id bigint generated always as identity primary key,
  username varchar(40) not null references app_user,
  deputy varchar(40) not null references app_user,
  first_day date not null,
  last_day date not null
);
create index substitution_deputy on substitution (deputy);
