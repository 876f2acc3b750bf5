-- one row while the demo world is being made, so that a start that was ended is gone on with; none before and after
create table demo_making (
  id integer primary key check (id = 1),
  began_at timestamp not null,
  steps integer not null,
  done integer not null,
  -- where the clock of the demo world stands
  clock timestamp not null
);
