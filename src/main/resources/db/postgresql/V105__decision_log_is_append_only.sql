-- H2, which is for trying out, has no such trigger; there the application alone keeps the rows as they are.
create function refuse_to_change_decisions() returns trigger language plpgsql as $$
begin
  raise exception 'decision_log is append-only: % refused', tg_op;
end
$$;
create trigger decision_log_rows before update or delete on decision_log
  for each row execute function refuse_to_change_decisions();
create trigger decision_log_table before truncate on decision_log
  for each statement execute function refuse_to_change_decisions();
