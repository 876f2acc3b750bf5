create table deliverable (
  project_key varchar(20) not null references project,
  number integer not null,
  name varchar(200) not null,
  criteria varchar(1000) not null,
  task integer,
  acceptance varchar(20),
  condition_text varchar(1000),
  accepted_by varchar(40),
  accepted_at timestamp,
  primary key (project_key, number)
);

create table handover_point (
  project_key varchar(20) not null references project,
  system integer not null,
  point varchar(20) not null,
  answer varchar(20) not null,
  note varchar(1000),
  primary key (project_key, system, point)
);

create table handover (
  project_key varchar(20) not null references project,
  system integer not null,
  signed_by varchar(40) not null,
  signed_at timestamp not null,
  primary key (project_key, system)
);

create table evaluation (
  project_key varchar(20) not null references project,
  member varchar(40) not null references app_user,
  score integer not null,
  went_well varchar(2000) not null,
  went_badly varchar(2000) not null,
  recommendation varchar(2000) not null,
  given_at timestamp not null,
  primary key (project_key, member)
);

create table lesson (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  category varchar(40) not null,
  situation varchar(2000) not null,
  went_well boolean not null,
  recommendation varchar(2000) not null,
  applies_to varchar(500),
  recorded_by varchar(40) not null,
  recorded_at timestamp not null
);

create table lesson_use (
  lesson bigint not null references lesson,
  project_key varchar(20) not null references project,
  used_by varchar(40) not null,
  used_at timestamp not null,
  primary key (lesson, project_key)
);

create table result_decision (
  id bigint generated always as identity primary key,
  project_key varchar(20) not null references project,
  decision varchar(20) not null,
  comment varchar(2000),
  decided_by varchar(40) not null,
  on_behalf_of varchar(40),
  decided_at timestamp not null
);

create table archive_mark (
  project_key varchar(20) primary key references project,
  archived_at timestamp not null,
  archived_by varchar(40),
  outcome varchar(20) not null
);
