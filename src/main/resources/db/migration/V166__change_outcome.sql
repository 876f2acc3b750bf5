-- what a change brought, who said so and when; what they said of it stands in outcome
alter table change_request add column outcome_code varchar(30);
alter table change_request add column outcome_by varchar(40);
alter table change_request add column outcome_at timestamp;
-- numbers of the tasks that it touched or added, such as ",3,7,"; null where an older release applied it: nobody is reminded of those
alter table change_request add column work_tasks text;
