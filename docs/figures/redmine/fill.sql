-- A Redmine 5 with 1,000 projects of 100 issues and one of 1,000, as LargeProjects and ManyProjects make them for Fairlead:
-- four tasks begin on each day, four of five projects are on their way (twelve issues closed, eight late), one begins in five days;
-- four projects share two people; a coordinator and a manager belong to all. For an empty database with Redmine's default
-- data, in which users.rb has made "clara" and "maria".
begin;

insert into users (login, firstname, lastname, admin, status, language, type, mail_notification, hashed_password, salt, passwd_changed_on,
    created_on, updated_on)
  select name || '-' || n, initcap(name), 'Person ' || n, false, 1, 'en', 'User', 'only_my_events', c.hashed_password, c.salt, now(), now(), now()
  from generate_series(0, 250) n, unnest(array['tom', 'tina']) name, users c where c.login = 'clara';
insert into email_addresses (user_id, address, is_default, notify, created_on, updated_on)
  select id, login || '@example.org', true, true, now(), now() from users where login like 't%-%';

insert into projects (name, description, is_public, identifier, status, lft, rgt, created_on, updated_on)
  select 'Remote access ' || n, 'Staff reach the new service', false, 'copy-' || lpad(n::text, 5, '0'), 1, 2 * n - 1, 2 * n, now(), now()
  from generate_series(1, 1000) n;
insert into projects (name, description, is_public, identifier, status, lft, rgt, created_on, updated_on)
  values ('Large', '', false, 'large-3', 1, 2001, 2002, now(), now());
insert into enabled_modules (project_id, name)
  select p.id, module from projects p, unnest(array['issue_tracking', 'gantt', 'calendar', 'time_tracking']) module;
insert into projects_trackers (project_id, tracker_id) select p.id, t.id from projects p, trackers t;

insert into members (user_id, project_id, created_on)
  select u.id, p.id, now() from projects p, users u where u.login in ('clara', 'maria');
insert into members (user_id, project_id, created_on)
  select u.id, p.id, now() from projects p
  join users u on u.login in ('tom-' || substring(p.identifier, 6)::int / 4, 'tina-' || substring(p.identifier, 6)::int / 4)
  where p.identifier like 'copy%';
insert into member_roles (member_id, role_id)
  select m.id, r.id from members m join users u on u.id = m.user_id
  join roles r on r.name = case when u.login in ('clara', 'maria') then 'Manager' else 'Developer' end;

insert into issues (tracker_id, project_id, subject, description, status_id, assigned_to_id, priority_id, author_id, created_on, updated_on,
    start_date, due_date, done_ratio, estimated_hours, is_private, lft, rgt, closed_on)
  select t.id, p.id, 'Task ' || i, '', s.id, case when i = 25 then c.id when i % 2 = 0 then tom.id else tina.id end, e.id, c.id,
    now() - interval '6 days', now(), p.first + (i - 1) / 4, p.first + (i - 1) / 4, case when s.is_closed then 100 else 0 end, 4, false, 1, 2,
    case when s.is_closed then now() end
  from (select id, substring(identifier, 6)::int n, substring(identifier, 6)::int % 5 <> 0 running,
      current_date + case when substring(identifier, 6)::int % 5 = 0 then 5 else -5 end first
    from projects where identifier like 'copy%') p
  cross join generate_series(1, 100) i
  join users tom on tom.login = 'tom-' || p.n / 4
  join users tina on tina.login = 'tina-' || p.n / 4
  join users c on c.login = 'clara'
  join trackers t on t.name = 'Feature'
  join enumerations e on e.type = 'IssuePriority' and e.name = 'Normal'
  join issue_statuses s on s.name = case when i <= 12 and p.running then 'Closed' else 'New' end;
insert into issues (tracker_id, project_id, subject, description, status_id, assigned_to_id, priority_id, author_id, created_on, updated_on,
    start_date, due_date, done_ratio, estimated_hours, is_private, lft, rgt)
  select t.id, p.id, 'Task ' || i, '', s.id, c.id, e.id, c.id, now(), now(), current_date + (i - 1) / 4, current_date + (i - 1) / 4, 0, 4, false, 1, 2
  from generate_series(1, 1000) i
  join projects p on p.identifier = 'large-3'
  join users c on c.login = 'clara'
  join trackers t on t.name = 'Feature'
  join enumerations e on e.type = 'IssuePriority' and e.name = 'Normal'
  join issue_statuses s on s.name = 'New';
update issues set root_id = id where root_id is null;
insert into issue_relations (issue_from_id, issue_to_id, relation_type, delay)
  select a.id, b.id, 'precedes', 0 from issues a
  join issues b on b.project_id = a.project_id and substring(b.subject, 6)::int = substring(a.subject, 6)::int + 4;

commit;
analyze;
