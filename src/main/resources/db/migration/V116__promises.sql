-- what the baseline in force promises of each task, kept beside it, since the daily review of every
-- project compares the two; plan_snapshot_task stays what was approved
alter table plan_task add column promised_start timestamp;
alter table plan_task add column promised_finish timestamp;
alter table plan_task add column promised_cost numeric(15, 2);

update plan_task set (promised_start, promised_finish, promised_cost) = (
  select s.start_at, s.finish_at, s.cost from plan_snapshot_task s
  where s.project_key = plan_task.project_key and s.number = plan_task.number and s.kind = 'BASELINE'
    and s.snapshot = (select max(b.number) from plan_snapshot b
                      where b.project_key = plan_task.project_key and b.kind = 'BASELINE'));
