-- keys by which people decide from the mail; the key itself is kept nowhere
create table mail_decision (
  token_hash varchar(64) primary key,
  task_id varchar(64) not null,
  username varchar(40) not null references app_user,
  project_key varchar(20) not null,
  task_name varchar(300) not null,
  -- fingerprint of what was submitted
  seen varchar(64) not null,
  made_at timestamp not null,
  expires_at timestamp not null,
  used_at timestamp,
  choice varchar(1000),
  void_at timestamp
);
create index mail_decision_username on mail_decision (username);
create index mail_decision_expires on mail_decision (expires_at);
