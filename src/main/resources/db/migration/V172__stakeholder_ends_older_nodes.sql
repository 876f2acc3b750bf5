-- who is concerned by a project and how they stand to it, which only few may read; an older node would show its history to everybody.
-- person, party_id or audience_role (one of them, or none) say as whom the communication plan knows them
create table stakeholder (
  id varchar(40) primary key,
  project_key varchar(20) not null references project,
  number integer not null,
  name varchar(120) not null,
  organisation varchar(120) not null,
  role varchar(120) not null,
  person varchar(40) references app_user,
  party_id bigint references outside_party,
  audience_role varchar(20),
  interest integer not null,
  influence integer not null,
  attitude varchar(20) not null,
  wanted_attitude varchar(20) not null,
  expectations varchar(2000) not null,
  approach varchar(2000) not null,
  responsible varchar(40) not null references app_user,
  next_review date,
  ended_at timestamp,
  unique (project_key, number)
);
create index stakeholder_review on stakeholder (responsible, next_review);
