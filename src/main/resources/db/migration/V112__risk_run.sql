-- simulations under way, on whichever node; one whose node no longer beats is over
create table risk_run (
  project_key varchar(20) primary key references project,
  node varchar(36) not null,
  percent integer not null,
  stop boolean not null,
  beat_at timestamp not null
);
