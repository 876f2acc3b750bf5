-- by how much the forecast was out of which tolerance, as it was asked about; who agreed to go on beyond it, or sent it back and why
alter table corrective_action add column slip_days integer;
alter table corrective_action add column time_tolerance integer;
alter table corrective_action add column budget numeric(15, 2);
alter table corrective_action add column cost_tolerance numeric(5, 2);
alter table corrective_action add column tcpi numeric(15, 4);
alter table corrective_action add column confirm_group varchar(40);
alter table corrective_action add column confirm_asked_at timestamp;
alter table corrective_action add column confirmed_by varchar(40);
alter table corrective_action add column confirmed_for varchar(40);
alter table corrective_action add column confirmed_at timestamp;
alter table corrective_action add column confirm_comment varchar(2000);
alter table corrective_action add column returned_by varchar(40);
alter table corrective_action add column returned_at timestamp;
alter table corrective_action add column return_reason varchar(2000);

-- the targets of which whoever solves the issue was told on the day, and the coordinator when it was over
alter table issue add column told_for date;
alter table issue add column late_told_for date;
-- of what was over before, nobody is told
update issue set told_for = target_date, late_told_for = target_date where target_date < current_date;
create index issue_target on issue (status, target_date);
