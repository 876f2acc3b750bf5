-- What an approver wants changed before the plan comes back, one row per reason, each with its answer.
create table plan_rework_point (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  approval_id bigint not null references plan_approval,
  point varchar(4000) not null,
  answer varchar(4000),
  answered_by varchar(40),
  answered_at timestamp
);

create index plan_rework_point_of on plan_rework_point (project_key);
