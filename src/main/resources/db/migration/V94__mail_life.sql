-- states: HELD until the recipient's digest, BUNDLED in one, WAITING, SENT, FAILED, BOUNCED, GIVEN_UP
alter table outbox_mail add column template varchar(60);
-- rows of figures that stand below the text, as JSON
alter table outbox_mail add column tables text;
-- what the mail puts into a calendar, as JSON
alter table outbox_mail add column calendar text;
-- names a file of another room that goes with the mail
alter table outbox_mail add column file_reference varchar(200);
alter table outbox_mail add column message_id varchar(100);
alter table outbox_mail add column trouble varchar(20);
-- attempts before somebody sent it again by hand
alter table outbox_mail add column tries_before integer default 0 not null;
alter table outbox_mail add column note varchar(500);
alter table outbox_mail add column decided_by varchar(40);
alter table outbox_mail add column decided_at timestamp;
alter table outbox_mail add column digest_id bigint;
create index outbox_mail_message on outbox_mail (message_id);
create index outbox_mail_digest on outbox_mail (digest_id);

-- addresses that a mail server refused or sent back, in small letters, until somebody says that they work again
create table troubled_address (
  address varchar(200) primary key,
  since timestamp not null,
  trouble varchar(20) not null,
  problem varchar(500),
  mail_id bigint not null references outbox_mail
);
