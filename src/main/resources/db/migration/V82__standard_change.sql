-- changes that managers have approved once and for all, as long as they delay nothing and cost little
create table standard_change (
  id bigint generated always as identity primary key,
  title varchar(200) not null,
  category varchar(20) not null,
  description varchar(4000) not null,
  implementation_plan varchar(4000) not null,
  backout_plan varchar(4000) not null,
  kept_by varchar(40) not null references app_user,
  kept_at timestamp not null,
  retired_by varchar(40) references app_user,
  retired_at timestamp
);

-- what the request named, as it was called then
alter table change_request add column standard_change bigint references standard_change;
alter table change_request add column standard_title varchar(200);
