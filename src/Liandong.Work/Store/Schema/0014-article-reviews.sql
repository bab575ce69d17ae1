-- What the owner of an article said to those who found it of no use. The words of the doubt stay; that the article changed is a
-- version of the city.
alter table article_doubts
    add column settled_at timestamptz,
    add column settled_by text,
    add column settled_as text;
create index article_doubts_open on article_doubts (article, at) where settled_at is null;
