-- the day of the review that a risk's owner is being asked for, empty while nobody is asked
alter table risk add column review_asked date;
