-- Calls: what the telephone told, who took them, what came of them. A caller's number is kept as a reporter's is; what is typed
-- while he speaks is a draft, encrypted whole and gone when the call is settled.

create table calls (
    call_id      uuid        primary key,
    told_id      text        unique,
    line         text,
    phone        bytea,
    phone_key_id smallint    not null,
    phone_key    bytea,
    rings_for    text,
    taken_by     text,
    rung_at      timestamptz not null,
    answered_at  timestamptz,
    held_at      timestamptz,
    ended_at     timestamptz,
    warnings     smallint    not null default 0,
    through_to   text,
    through_at   timestamptz,
    stayed       boolean,
    outcome      text,
    detail       text,
    note         bytea,
    case_id      uuid,
    settled_at   timestamptz,
    settled_by   uuid
);
create index calls_open on calls (rung_at) where settled_at is null;
create index calls_rung on calls (rung_at);

-- One row for each thing that the telephone told of a call: told twice is told once.
create table call_moments (
    told_id      text        not null,
    event        text        not null,
    at           timestamptz not null,
    recorded_at  timestamptz not null,
    principal    text        not null,
    request_hash bytea       not null,
    primary key (told_id, event)
);

-- Who looked at the cases of a caller's number, through which call. How many there were is not kept.
create table call_looks (
    call_id uuid        not null,
    person  text        not null,
    at      timestamptz not null,
    primary key (call_id, person)
);

create table call_drafts (
    call_id  uuid        not null,
    person   text        not null,
    key_id   smallint    not null,
    body     bytea       not null,
    saved_at timestamptz not null,
    primary key (call_id, person)
);

-- An article was of no use to a caller: its owner reads why.
create table article_doubts (
    doubt_id uuid        primary key,
    article  text        not null,
    person   text        not null,
    at       timestamptz not null,
    words    text
);
