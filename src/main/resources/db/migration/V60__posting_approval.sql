-- A posting counts as cost once it is approved; what was posted so far counted at once. It is never
-- changed: who corrects one that was returned or approved posts anew, and the new one names the old.
alter table posting add column state varchar(20) default 'APPROVED' not null;
alter table posting add column decided_by varchar(40);
alter table posting add column decided_at timestamp;
alter table posting add column reason varchar(400);
alter table posting add column replaces bigint references posting;
alter table posting add constraint posting_replaces unique (replaces);
create index posting_person_day on posting (person, posting_day);
create index posting_state on posting (project_key, state);
