-- diagrams and decision tables that process owners work on before another of them releases them
create table process_draft (
  id bigint generated always as identity primary key,
  process_key varchar(64) not null,
  kind varchar(10) not null,
  -- the deployed version that it began from
  based_on integer not null,
  content text not null,
  note varchar(500),
  author varchar(40) not null references app_user,
  saved_at timestamp not null,
  revision integer not null,
  state varchar(12) not null,
  submitted_at timestamp,
  decided_by varchar(40) references app_user,
  decided_for varchar(40) references app_user,
  decided_at timestamp,
  decision_comment varchar(2000),
  released_version integer
);
create index process_draft_key on process_draft (process_key, state);
