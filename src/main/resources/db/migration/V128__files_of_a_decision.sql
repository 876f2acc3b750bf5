-- a draft says which files it released, and a folder may hold many of them
alter table decision_log alter column version set data type varchar(2000);
