-- The budget that a project had when its plan was frozen: a change request may raise the project's own,
-- and the final report tells both. Until now none could, so that every plan was frozen on the present one.
alter table plan_snapshot add column budget numeric(15, 2);
update plan_snapshot set budget =
  (select p.budget from project p where p.project_key = plan_snapshot.project_key);
