-- H2 knows triggers of compiled classes only; the chain of fingerprints shows a change there.
comment on table decision_redaction is 'append-only by the application; changes show in the chain of fingerprints';
