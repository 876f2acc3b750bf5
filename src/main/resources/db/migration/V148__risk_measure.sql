-- what is done about a risk, each measure with who does it and until when; told_for is the date of which that person was told
create table risk_measure (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null,
  risk integer not null,
  text varchar(2000) not null,
  responsible varchar(40) references app_user,
  due date,
  done_on date,
  done_by varchar(40) references app_user,
  told_for date,
  foreign key (project_key, risk) references risk (project_key, number) on delete cascade
);
create index risk_measure_of on risk_measure (project_key, risk);
create index risk_measure_by on risk_measure (responsible, done_on, due);
create index risk_measure_open on risk_measure (done_on, due);
-- a date that has passed is shown as overdue; nobody is written to about what was planned before anybody was
insert into risk_measure (project_key, risk, text, responsible, due, told_for)
  select project_key, number, case when trim(measures) = '' then title else measures end, measures_by, measures_due,
    case when measures_due < current_date then measures_due end
  from risk where trim(measures) <> '' or measures_by is not null or measures_due is not null;
alter table risk drop column measures;
alter table risk drop column measures_by;
alter table risk drop column measures_due;
