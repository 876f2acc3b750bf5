-- the submission that a decision was made on, by its number: only approvals of the one that waits count together
alter table plan_approval add column submission integer;
