-- Who decided what on which version. Rows are only ever added; each carries the fingerprint of the one before.
-- No foreign key on people or projects: an entry says what was, whatever becomes of them.
create table decision_log (
  number bigint primary key,
  project_key varchar(20),
  kind varchar(40) not null,
  decision varchar(40) not null,
  subject varchar(80) not null,
  subject_name varchar(300),
  version varchar(80),
  fingerprint varchar(64),
  decided_by varchar(40),
  on_behalf_of varchar(40),
  decided_at timestamp not null,
  comment varchar(4000),
  previous_hash varchar(64) not null,
  hash varchar(64) not null
);
create index decision_log_project on decision_log (project_key, number);

-- the newest entry of the one chain; its row is the lock, so that two nodes never write the same number
create table decision_head (
  id integer primary key,
  number bigint not null,
  hash varchar(64) not null
);
insert into decision_head (id, number, hash)
  values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
