-- the person-hours of a task as they were submitted or approved, beside which posted hours stand; older
-- snapshots did not keep them
alter table plan_snapshot_task add column hours numeric(12, 2);
