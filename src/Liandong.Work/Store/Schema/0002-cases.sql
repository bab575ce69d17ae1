-- Rows drawn from the events of a case, in the same commit. `verify` draws them again and compares.

-- What counts and filters look at stands first: a row is unpacked from its beginning up to the last column that is asked for,
-- and counting 50,000 open cases took twice as long with the tags as the thirtieth of 38 (docs/decisions/0020).
create table cases (
    case_id         uuid        primary key,
    opened_at       timestamptz not null,
    state           smallint    not null,
    secrecy         smallint    not null,
    imported        boolean     not null,
    light           smallint,
    round           int         not null,
    version         int         not null,
    -- The running clock that is due first: what a queue is sorted by.
    urgent_at       timestamptz,
    -- The handling clock: decides on-time.
    due_at          timestamptz,
    stopped_at      timestamptz,
    closed_at       timestamptz,
    -- About 100 m: longitude and latitude in thousandths of a degree, for neighbours and duplicates.
    cell            bigint,
    step            text        not null,
    urgency         text        not null,
    unit            text,
    person          text,
    complained_of   text,
    complained_of_person text,
    registered_by   text,
    -- One index for the drill-downs: u:unit a:area c:class s:source f:file.
    tags            text[]      not null,
    number          text        not null unique,
    source          text,
    source_id       text,
    channel         text        not null,
    class           text        not null,
    standard        text,
    nature          text,
    -- As opened; where it lies now stands in the tags.
    areas           text[]      not null,
    title           text,
    address         text,
    lon             double precision,
    lat             double precision,
    procedure_hash  text        not null,
    standard_hash   text,
    closing_kind    text,
    next_turn       timestamptz,
    next_timer      timestamptz
) with (fillfactor = 85);
create unique index cases_source on cases (source, source_id) where source is not null;
create index cases_opened on cases (opened_at, number);
create index cases_closed on cases (coalesce(closed_at, 'infinity'), number);
create index cases_urgent on cases (coalesce(urgent_at, 'infinity'), number) where state in (1, 2);
-- A desk's own step, the most urgent first; also its count.
create index cases_step on cases (step, coalesce(urgent_at, 'infinity'), number) where state in (1, 2);
create index cases_light on cases ((3 - coalesce(light, -1)), coalesce(urgent_at, 'infinity'), number) where state in (1, 2);
-- What is open, in the order in which it lies on the disk: read from end to end by the board, where the planner took another
-- index through 43,000 scattered pages; and by tag, or a small unit's count went through all that is open.
create index cases_open on cases (opened_at, number) where state in (1, 2);
create index cases_open_tags on cases using gin (tags) with (fastupdate = off) where state in (1, 2);
create index cases_person on cases (person, coalesce(urgent_at, 'infinity'), number) where state in (1, 2) and person is not null;
create index cases_suspended on cases (coalesce(urgent_at, 'infinity'), number) where state = 2;
create index cases_entered on cases (registered_by) where state in (1, 2) and registered_by is not null;
create index cases_turn on cases (next_turn) where next_turn is not null;
create index cases_timer on cases (next_timer) where next_timer is not null;
create index cases_cell on cases (cell, class) where cell is not null;
create index cases_tags on cases using gin (tags);
create index cases_blamed on cases (complained_of_person) where complained_of_person is not null;
-- That all with a step's clock are open, and no closed one has a light, is nothing that the planner guesses.
create statistics cases_running (mcv) on state, step, urgency, (3 - coalesce(light, -1)) from cases;

create table handlings (
    case_id      uuid        not null,
    no           int         not null,
    round        int         not null,
    unit         text        not null,
    kind         smallint    not null,
    level        int         not null,
    state        smallint    not null,
    person       text,
    offered_at   timestamptz not null,
    return_until timestamptz,
    primary key (case_id, no)
);

-- Clocks of closed imported cases have no row: the event carries them.
create table clocks (
    case_id     uuid        not null,
    handling    int         not null,
    kind        text        not null,
    lim         text,
    calendar    text,
    started_at  timestamptz not null,
    due_at      timestamptz,
    blue_at     timestamptz,
    yellow_at   timestamptz,
    orange_at   timestamptz,
    red_at      timestamptz,
    paused_at   timestamptz,
    stopped_at  timestamptz,
    given       boolean     not null,
    provisional boolean     not null,
    primary key (case_id, handling, kind)
);
-- Since when a step waits.
create index clocks_step on clocks (case_id) include (started_at) where handling = 0 and kind = 'step' and stopped_at is null;
create index clocks_provisional on clocks (case_id) where provisional and stopped_at is null;

create table appeals (
    case_id      uuid     not null,
    no           int      not null,
    channel      text     not null,
    secrecy      smallint not null,
    wants_answer boolean  not null,
    tries        int      not null,
    reached      boolean  not null,
    resolved     text,
    attitude     int,
    result       int,
    primary key (case_id, no)
);

-- Callers: encrypted, with a blind index of the number; no key joins persons across cases.
create table reporters (
    case_id   uuid     not null,
    appeal    int      not null,
    key_id    smallint not null,
    name      bytea,
    phone     bytea,
    phone_key bytea,
    primary key (case_id, appeal)
);
create index reporters_phone on reporters (phone_key) where phone_key is not null;

-- Normalised words and their bigrams: two-character Chinese words are the common query.
create table search (
    case_id uuid  primary key,
    words   text  not null,
    grams   int[] not null
);
create index search_grams on search using gin (grams);

create table links (
    from_case uuid not null,
    to_case   uuid not null,
    kind      text not null,
    act_id    uuid not null,
    primary key (from_case, to_case, kind)
);
