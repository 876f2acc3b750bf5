-- which line of which register an entry is about, and the change request that did it, so that it is also
-- shown where that line is kept
alter table project_history add column subject_type varchar(20);
alter table project_history add column subject_number integer;
alter table project_history add column change_id varchar(40);
