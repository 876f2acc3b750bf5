-- decisions that a report asks for; they become tasks when it is published
create table report_decision (
  id bigint generated always as identity primary key,
  report_id varchar(40) not null references report,
  question varchar(300) not null,
  decider_group varchar(40) not null,
  needed_by date not null,
  consequence varchar(500) not null,
  asked_by varchar(40) not null,
  answer varchar(2000),
  outcome varchar(10),
  decided_by varchar(40),
  on_behalf_of varchar(40),
  decided_at timestamp
);
create index report_decision_report on report_decision (report_id);
