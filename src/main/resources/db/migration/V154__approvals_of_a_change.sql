-- how many people have to approve a change, where more than one, and what those said who have since it was last assessed
alter table change_request add column approvals_needed integer;
alter table change_request add column approvals text;
