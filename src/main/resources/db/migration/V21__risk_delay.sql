-- what a risk does to the dates when it occurs, in working minutes, and the numbers of the tasks that it prolongs
alter table risk add column delay_low bigint;
alter table risk add column delay_likely bigint;
alter table risk add column delay_high bigint;
alter table risk add column delay_tasks varchar(1000) default '' not null;
