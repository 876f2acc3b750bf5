-- the language of a project's reports; without a row they are English
create table report_language (
  project_key varchar(20) primary key references project,
  language varchar(5) not null
);
