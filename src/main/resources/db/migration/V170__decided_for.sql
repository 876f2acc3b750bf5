-- for whom a deputy proposed to go on beyond a tolerance, so that neither of them agrees to it whoever coordinates later
alter table corrective_action add column decided_for varchar(40);
-- what is not answered yet was decided by the coordinator or a deputy of theirs
update corrective_action set decided_for = (select p.coordinator from project p where p.project_key = corrective_action.project_key)
where decision is not null and confirm_asked_at is not null and confirmed_at is null
  and decided_by <> (select p.coordinator from project p where p.project_key = corrective_action.project_key);
