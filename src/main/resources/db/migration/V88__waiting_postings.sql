-- what waits for approval is looked up for everybody who opens their list of work
create index posting_state on posting (state, project_key);
