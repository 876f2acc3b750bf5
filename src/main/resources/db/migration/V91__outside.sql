create table outside_party (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  name varchar(120) not null,
  organisation varchar(120) not null,
  email varchar(200) not null,
  language varchar(2) not null,
  note varchar(500),
  created_at timestamp not null,
  removed_at timestamp
);
create index outside_party_project on outside_party (project_key);

-- what an external party may read without a login: only what was left in for people outside is kept here
create table shared_link (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  party_id bigint not null references outside_party,
  report_id varchar(40),
  run_id bigint references communication_run,
  title varchar(300) not null,
  kind varchar(20) not null,
  snapshot text not null,
  words varchar(2000),
  content bytea not null,
  created_by varchar(40) references app_user,
  created_at timestamp not null,
  expires_at timestamp not null,
  revoked_at timestamp,
  revoked_by varchar(40) references app_user,
  opened_count integer not null,
  last_opened_at timestamp
);
create index shared_link_project on shared_link (project_key, id);
create index shared_link_run on shared_link (run_id);

-- the SHA-256 hashes of the random addresses under which a link opens; the addresses themselves are kept nowhere
create table shared_token (
  token_hash varchar(64) primary key,
  link_id bigint not null references shared_link,
  created_at timestamp not null
);
create index shared_token_link on shared_token (link_id);

create table outside_feedback (
  id bigint generated always as identity primary key,
  link_id bigint not null references shared_link,
  project_key varchar(20) not null references project,
  party_id bigint not null references outside_party,
  given_at timestamp not null,
  text varchar(2000) not null,
  answer varchar(2000),
  answered_by varchar(40) references app_user,
  answered_at timestamp
);
create index outside_feedback_project on outside_feedback (project_key, id);
create index outside_feedback_link on outside_feedback (link_id);
