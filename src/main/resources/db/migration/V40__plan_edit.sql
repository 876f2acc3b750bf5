-- every saved change of a plan, so that two people can edit at once, and each can undo; rows are only ever added
create table plan_edit (
  project_key varchar(20) not null references project,
  -- the plan's version after it
  version integer not null,
  kind varchar(10) not null,
  -- what an UNDO or REDO took back
  target integer,
  edited_by varchar(40) not null,
  edited_at timestamp not null,
  edits text not null,
  -- leads back to the version before; null where nothing does, as after an import
  inverse text,
  said text not null,
  primary key (project_key, version)
);
create index plan_edit_person on plan_edit (project_key, edited_by, version);
