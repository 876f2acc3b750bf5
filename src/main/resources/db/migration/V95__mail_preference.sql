-- delivery IMMEDIATE or DIGEST; zone null for the house's own
create table mail_preference (
  username varchar(40) primary key references app_user,
  delivery varchar(10) not null,
  digest_hour integer not null,
  zone varchar(60),
  attach_files boolean not null,
  changed_at timestamp not null
);
