-- the day on which its owner expects to be done, as reported: it stands still until somebody reports anew
alter table plan_task add column forecast_finish date;
