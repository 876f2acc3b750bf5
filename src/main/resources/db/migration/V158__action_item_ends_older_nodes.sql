-- who has to do what by when, as meetings and decisions leave it; told_for is the date of which the responsible was told
create table action_item (
  id varchar(40) primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  title varchar(200) not null,
  description varchar(2000) not null,
  origin varchar(200) not null,
  about varchar(20),
  responsible varchar(40) not null references app_user,
  due date not null,
  priority varchar(10) not null,
  on_report boolean not null,
  status varchar(10) not null,
  outcome varchar(2000),
  created_by varchar(40) not null references app_user,
  created_at timestamp not null,
  ended_by varchar(40) references app_user,
  ended_on date,
  told_for date,
  unique (project_key, number)
);
create index action_item_by on action_item (responsible, status, due);
create index action_item_open on action_item (status, due);
