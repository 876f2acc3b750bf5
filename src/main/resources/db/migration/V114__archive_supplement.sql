-- what happened after the closing, as a second archive, byte by byte; it names the fingerprint of the first
create table archive_supplement (
  project_key varchar(20) primary key references project,
  content bytea not null,
  sha256 varchar(64) not null,
  sums text not null,
  head_number bigint not null,
  head_hash varchar(64) not null,
  made_at timestamp not null
);
