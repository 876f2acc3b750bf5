-- each check of a plan asks all projects for their blackouts, and few systems have one
create index plan_system_blackout on plan_system (blackout_from);
