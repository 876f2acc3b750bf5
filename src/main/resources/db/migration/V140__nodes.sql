-- The nodes that run on this database, each by the name under which it locks jobs, and when it was
-- last heard of.
create table node (
  id varchar(64) primary key,
  name varchar(200) not null,
  seen timestamp with time zone not null
);
