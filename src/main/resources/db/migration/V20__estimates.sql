-- three-point estimates in working minutes: all three or none
alter table plan_task add column optimistic_minutes bigint;
alter table plan_task add column most_likely_minutes bigint;
alter table plan_task add column pessimistic_minutes bigint;
