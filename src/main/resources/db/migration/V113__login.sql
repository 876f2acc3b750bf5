-- logins that failed lately, for all nodes; the name as a fingerprint, since some type their password there
create table login_failure (
  id bigint generated always as identity primary key,
  account varchar(64) not null,
  address varchar(64) not null,
  failed_at timestamp not null
);
create index login_failure_by_account on login_failure (account, failed_at);
create index login_failure_by_address on login_failure (address, failed_at);
create index login_failure_by_time on login_failure (failed_at);

-- who somebody is at the provider that they log in with
create table login_link (
  issuer varchar(300) not null,
  subject varchar(255) not null,
  username varchar(40) not null references app_user,
  primary key (issuer, subject)
);
