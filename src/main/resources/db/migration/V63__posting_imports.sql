-- files of postings that were taken; the digest tells a file that comes again
create table posting_import (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  file_name varchar(200) not null,
  digest varchar(64) not null,
  imported_by varchar(40) not null,
  imported_at timestamp not null,
  postings integer not null
);
create index posting_import_project on posting_import (project_key, digest);

alter table posting add column posting_import bigint references posting_import;

-- a file that waits until the person who brought it has seen what it holds
create table posting_import_waiting (
  project_key varchar(20) not null references project,
  brought_by varchar(40) not null references app_user,
  file_name varchar(200) not null,
  content bytea not null,
  brought_at timestamp not null,
  primary key (project_key, brought_by)
);
