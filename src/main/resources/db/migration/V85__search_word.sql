-- the words of what people search for: kind and ref say what holds the word, weight how much it counts there
create table search_word (
  kind varchar(10) not null,
  word varchar(40) not null,
  ref varchar(40) not null,
  weight integer not null,
  primary key (kind, word, ref)
);
create index search_word_of on search_word (kind, ref);
