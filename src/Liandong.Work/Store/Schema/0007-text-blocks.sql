-- Words that are written again and again: a person's own, or a unit's. No personal data: they are for many cases.
create table text_blocks (
    block_id uuid        primary key,
    person   text,
    unit     text,
    name     text        not null,
    body     text        not null,
    saved_by text        not null,
    saved_at timestamptz not null,
    check ((person is null) <> (unit is null))
);
create index text_blocks_person on text_blocks (person) where person is not null;
create index text_blocks_unit on text_blocks (unit) where unit is not null;
