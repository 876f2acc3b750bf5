-- which limits the forecast had left when the coordinator was asked: FINISH, COST, PERFORMANCE
alter table corrective_action add column breaches varchar(60) default 'FINISH,COST' not null;
