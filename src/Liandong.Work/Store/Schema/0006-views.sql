-- A person's own views of the queue: a name for an address. The key comes from the page, so that a second press is the same view.
create table saved_views (
    person   text        not null,
    view_id  uuid        not null,
    name     text        not null,
    -- What stands after the question mark: filters, order, columns.
    address  text        not null,
    saved_at timestamptz not null,
    primary key (person, view_id)
);
