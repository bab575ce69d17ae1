-- Whom the desk dialled, written before the number is shown. The number itself is not here, only its keyed hash, and that for
-- a week: nobody is rung twice a day about two cases. Tries that reached nobody do not count.
create table dialled (
    act_id    uuid        primary key,
    case_id   uuid        not null,
    appeal    int         not null,
    phone_key bytea       not null,
    at        timestamptz not null
);
create index dialled_phone on dialled (phone_key, at);
create index dialled_at on dialled (at);
