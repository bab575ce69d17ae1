-- Sign-in, keys, imports. People themselves are the city's data.

create table accounts (
    person        text        primary key,
    password_hash text,
    totp          bytea,
    totp_key_id   smallint,
    totp_step     bigint,
    failed        int         not null default 0,
    locked_until  timestamptz,
    stamp         uuid        not null
);

create table data_protection_keys (
    name text primary key,
    xml  bytea not null
);

create table imports (
    run_id       uuid        primary key,
    mapping      text        not null,
    file_name    text        not null,
    started_at   timestamptz not null,
    finished_at  timestamptz,
    principal    text        not null,
    rows_read    bigint      not null default 0,
    rows_added   bigint      not null default 0,
    rows_present bigint      not null default 0,
    rows_refused bigint      not null default 0,
    bytes_read   bigint      not null default 0,
    bytes_total  bigint      not null default 0,
    refused_file text,
    error        text
);

create table files (
    hash       text        primary key,
    type       text        not null,
    bytes      bigint      not null,
    stored_at  timestamptz not null,
    principal  text        not null
);
