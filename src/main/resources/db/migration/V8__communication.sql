create table outbox_mail (
  id bigint generated always as identity primary key,
  notice_key varchar(200) not null,
  recipient varchar(40) not null,
  address varchar(200) not null,
  project_key varchar(20),
  subject varchar(300) not null,
  body text not null,
  link varchar(500),
  created_at timestamp not null,
  status varchar(10) not null,
  attempts integer not null,
  next_attempt_at timestamp not null,
  sent_at timestamp,
  problem varchar(500),
  unique (notice_key, recipient)
);
create index outbox_mail_waiting on outbox_mail (status, next_attempt_at);
create index outbox_mail_recipient on outbox_mail (recipient, id);
