-- which mails about a project did not arrive is looked up before it closes
create index outbox_mail_project on outbox_mail (project_key, status);
