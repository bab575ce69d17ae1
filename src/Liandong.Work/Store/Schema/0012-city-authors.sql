-- Who put a version of the city in force and why; the key is that of a form, so that a form posted twice makes one version.

alter table city_versions
    add column principal text not null default 'console',
    add column reason    text not null default '',
    add column key       uuid unique;
create index city_changes_file on city_changes (file, version);

-- A file that came in and is looked at before it is put in force; gone after a day.
create table city_drafts (
    draft     uuid        primary key,
    person    text        not null,
    file      text        not null,
    content   text        not null,
    kept_at   timestamptz not null default now()
);
