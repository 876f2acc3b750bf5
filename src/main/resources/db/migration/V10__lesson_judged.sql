-- a lesson that was offered to a project and did not fit is not offered to it again
alter table lesson_use add column applied boolean default true not null;
