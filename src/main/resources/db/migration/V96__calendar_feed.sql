-- one address per person under which a calendar program reads without a login; the token itself is kept nowhere
create table calendar_feed (
  username varchar(40) primary key references app_user,
  token_hash varchar(64) not null unique,
  made_at timestamp not null,
  read_at timestamp
);

-- how often what stands in people's calendars has changed
create table calendar_change (
  uid varchar(200) primary key,
  sequence integer not null,
  fingerprint varchar(64) not null
);
