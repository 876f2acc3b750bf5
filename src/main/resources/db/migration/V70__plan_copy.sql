-- what somebody tries out on a copy of a plan of their own before they ask for a change
create table plan_copy (
  project_key varchar(20) not null references project,
  username varchar(40) not null references app_user,
  version integer not null,
  -- of the plan that the edits are applied to
  plan_version integer not null,
  edits text not null,
  -- earlier and later states of the edits
  undo text not null,
  redo text not null,
  changed_at timestamp not null,
  primary key (project_key, username)
);
