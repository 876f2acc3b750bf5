-- what a goal said before the first change of it, and the change requests that added it, changed it (their ids, with commas) and dropped it
alter table goal add column original_statement varchar(500);
alter table goal add column original_measure varchar(300);
alter table goal add column original_target varchar(300);
alter table goal add column original_weight numeric(5, 2);
alter table goal add column added_by_change varchar(40);
alter table goal add column changed_by_changes text;
alter table goal add column dropped_by_change varchar(40);
