-- the row of the decision table that applied when the follow-up was opened, and the moments it led to
alter table follow_up add column ladder_reason varchar(500);
alter table follow_up add column remind_at timestamp;
alter table follow_up add column deputy_at timestamp;
alter table follow_up add column coordinator_at timestamp;
alter table follow_up add column manager_at timestamp;
