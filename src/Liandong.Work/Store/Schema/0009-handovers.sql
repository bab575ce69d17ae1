-- Handovers of a shift: the open matters as the rule listed them at that moment, and the two signatures. Matters name cases by
-- their numbers only; what is typed is encrypted, for it may name callers.

create table handovers (
    handover_id uuid        primary key,
    goes        text        not null,
    goes_at     timestamptz not null,
    comes       text,
    comes_at    timestamptz,
    matters     text        not null,
    key_id      smallint    not null,
    words       bytea,
    remark      bytea,
    constraint two_persons check (comes is distinct from goes)
);
create index handovers_goes_at on handovers (goes_at);
