-- what each daily review asks is answered from an index alone, links in their order
create index plan_link_in_order on plan_link (project_key, successor, predecessor, link_type, lag_minutes);
drop index plan_link_successor;
create index posting_sum on posting (project_key, state, posting_day, amount);
drop index posting_state;
