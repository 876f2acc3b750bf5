-- the change request that goes on with the wishes of this one
alter table change_request add column merged_into varchar(40) references change_request;
create index change_merged_into on change_request (merged_into);
