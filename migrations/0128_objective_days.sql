-- Promises to each clinic that were kept and broken, by days of UTC (docs/decisions/0182): a row for each clinic, promise and
-- day, whatever happens on it. A broken one that was kept after all is taken back on the day on which that is known, so `bad` of
-- one day may be below zero.
create table objective_days (
  clinic_id uuid not null references clinics (id),
  objective text not null,
  day date not null,
  good bigint not null default 0,
  bad bigint not null default 0,
  primary key (clinic_id, objective, day)
);
create index objective_days_day on objective_days (day);

select isolate_clinics();

-- what the program has counted, nobody of a clinic changes
revoke insert, update, delete on objective_days from atende_app;
