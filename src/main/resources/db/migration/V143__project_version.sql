-- Counts every change of the project's data, so that two who change them at once notice each other.
alter table project add column version integer not null default 0;
