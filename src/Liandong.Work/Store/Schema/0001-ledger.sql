-- The ledger: streams, events, acts and the words beside the chain. Everything else is drawn from these.

create table installation (
    the_only_one  boolean primary key default true check (the_only_one),
    id            uuid        not null,
    created_at    timestamptz not null,
    -- Installation time is real time plus this; demos set it once, later only forward.
    clock_offset  interval    not null default '0',
    city          text,
    city_hash     text
);

-- kind: 1 case, 2 city, 3 person. xid: the transaction that last touched the stream; anchors read below xmin.
create table streams (
    stream_id  uuid     primary key,
    kind       smallint not null,
    version    int      not null,
    seq        int      not null,
    head       bytea    not null,
    xid        xid8     not null default pg_current_xact_id()
) with (fillfactor = 80);
create index streams_xid on streams (xid);

-- Partitioned by the stream's id, a version 7 uuid of its opening time: a trace lies in one partition, and retention
-- drops whole months. words: sha256(salt || body) of what was typed with the event, when something was.
create table events (
    stream_id   uuid        not null,
    seq         int         not null,
    act_id      uuid        not null,
    recorded_at timestamptz not null,
    payload     text        not null,
    words       bytea,
    hash        bytea       not null,
    xid         xid8        not null default pg_current_xact_id(),
    primary key (stream_id, seq)
) partition by range (stream_id);
create table events_other partition of events default;

create table words (
    stream_id  uuid  not null,
    seq        int   not null,
    salt       bytea,
    body       text,
    primary key (stream_id, seq)
);

-- The idempotency key of every write. A refusal leaves no row.
create table acts (
    act_id       uuid        primary key,
    stream_id    uuid        not null,
    name         text        not null,
    principal    text        not null,
    door         text        not null,
    at           timestamptz not null,
    claimed_at   timestamptz,
    recorded_at  timestamptz not null,
    request_hash bytea       not null
);

create table outbox (
    stream_id  uuid        not null,
    seq        int         not null,
    topic      text        not null,
    target     text        not null,
    created_at timestamptz not null,
    sent_at    timestamptz,
    tries      int         not null default 0,
    next_try   timestamptz,
    parked_at  timestamptz,
    error      text,
    xid        xid8        not null default pg_current_xact_id(),
    primary key (stream_id, seq, topic, target)
);
create index outbox_open on outbox (stream_id, seq) where sent_at is null and parked_at is null;

-- What a case was promised by, for good.
create table definitions (
    hash text primary key,
    kind text not null,
    json text not null
);

-- What a city said, by the hash of its files; and which of them came into force when. An older one may come back.
create table city_files (
    hash  text primary key,
    files text not null
);

create table city_versions (
    no         int         generated always as identity primary key,
    hash       text        not null references city_files,
    city       text        not null,
    applied_at timestamptz not null
);

-- What each version changed: shown before it is applied, looked back on, and told in the trace of the cases it touched.
create table city_changes (
    version int      not null references city_versions,
    no      int      not null,
    file    text     not null,
    code    text     not null,
    field   text,
    before  text,
    after   text,
    primary key (version, no)
);
create index city_changes_code on city_changes (code, file);

-- Blocks of a hundred; gaps are allowed, the order means nothing.
create sequence case_blocks;
