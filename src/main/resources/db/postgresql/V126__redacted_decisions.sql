-- Entries may lose personal data, and nothing else, and only where a later entry of the log is there to say so.
create or replace function refuse_to_change_decisions() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'decision_log' then
    if exists (
        select 1 from decision_redaction r join decision_log e on e.number = r.erasure
        where r.number = old.number and e.kind = 'PERSON' and e.decision = 'ERASE' and e.number > old.number)
      and (new.number, new.project_key, new.kind, new.decision, new.version, new.fingerprint, new.decided_at,
           new.previous_hash, new.hash)
        is not distinct from
          (old.number, old.project_key, old.kind, old.decision, old.version, old.fingerprint, old.decided_at,
           old.previous_hash, old.hash)
      and (new.decided_by is null) = (old.decided_by is null)
      and (new.on_behalf_of is null) = (old.on_behalf_of is null) then
      return new;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op;
end
$$;
create trigger decision_redaction_rows before update or delete on decision_redaction
  for each row execute function refuse_to_change_decisions();
create trigger decision_redaction_table before truncate on decision_redaction
  for each statement execute function refuse_to_change_decisions();
