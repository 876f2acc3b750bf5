-- a risk whose effect would be welcome; until now only its response told
alter table risk add column chance boolean default false not null;
update risk set chance = true where response in ('EXPLOIT', 'ENHANCE', 'SHARE');
