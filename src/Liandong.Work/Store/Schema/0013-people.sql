-- An account that an administrator closed: no password, no demo door, no token opens it until it is opened again.
alter table accounts add column closed_at timestamptz;
create index accounts_closed on accounts (person) where closed_at is not null;

-- A link by which somebody sets his own password: once, for three days. Only its hash is kept.
create table invitations (
    token_hash bytea       primary key,
    person     text        not null,
    made_at    timestamptz not null,
    until      timestamptz not null,
    used_at    timestamptz
);
create index invitations_person on invitations (person) where used_at is null;

-- What administrators did with people and their accounts, and what they read. Their own acts are under other eyes than theirs.
create table account_log (
    act_id    uuid        primary key,
    at        timestamptz not null,
    principal text        not null,
    person    text,
    what      text        not null,
    reason    text,
    detail    text
);
create index account_log_at on account_log (at, act_id);
create index account_log_person on account_log (person, at);

-- Who leaves, when, and who takes over. The clockwork closes the account and moves the work once the last day is over.
create table departures (
    act_id     uuid        primary key,
    person     text        not null,
    last_day   date        not null,
    successor  text,
    reason     text        not null,
    principal  text        not null,
    said_at    timestamptz not null,
    done_at    timestamptz,
    withdrawn  boolean     not null default false
);
create index departures_person on departures (person, said_at);

-- What a departure moved, row by row.
create table departure_moves (
    act_id uuid        not null references departures,
    kind   text        not null,
    item   text        not null,
    taker  text,
    at     timestamptz not null,
    primary key (act_id, kind, item)
);
