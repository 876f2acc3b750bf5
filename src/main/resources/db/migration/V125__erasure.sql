-- Who was erased has no name here: only how they are called since.
create table erased_person (
  number integer generated always as identity primary key,
  pseudonym varchar(40) not null unique,
  erased_at timestamp not null,
  erased_by varchar(40) not null
);

-- An entry of the decision log from which personal data were taken. "sealed" is the digest that the chain was
-- computed with, "content" that of what the entry says since; "erasure" is the later entry that seals the change.
create table decision_redaction (
  erasure bigint not null,
  number bigint not null,
  sealed varchar(64) not null,
  content varchar(64) not null,
  primary key (erasure, number)
);
create index decision_redaction_entry on decision_redaction (number, erasure);
