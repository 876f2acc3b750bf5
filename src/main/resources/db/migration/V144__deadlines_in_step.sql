-- Until a plan is approved its deadline is the project's own; so far the plan alone was changed.
update project set deadline =
    (select w.deadline from work_plan w where w.project_key = project.project_key)
  where phase in ('PLANNING', 'APPROVAL') and exists
    (select 1 from work_plan w where w.project_key = project.project_key and w.deadline is not null);
