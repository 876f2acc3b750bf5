-- what came in one deployment with a diagram, table or form goes live together with it
create table process_draft_file (
  draft_id bigint not null references process_draft on delete cascade,
  name varchar(200) not null,
  -- the version that was live when it came; 0 for something new
  based_on integer not null,
  content text not null,
  primary key (draft_id, name)
);
-- came by a deployment of its author rather than from the workspace
alter table process_draft add column handed_in boolean not null default false;
