-- up to which day a project takes no more postings
create table closed_period (
  project_key varchar(20) primary key references project,
  through_day date not null,
  closed_by varchar(40) not null,
  closed_at timestamp not null
);
