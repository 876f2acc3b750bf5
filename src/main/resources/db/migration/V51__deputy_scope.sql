-- the processes to which a deputy is limited; no row at all for whoever may do everything
create table substitution_process (
  substitution_id bigint not null references substitution on delete cascade,
  process_key varchar(255) not null,
  primary key (substitution_id, process_key)
);
