-- Google says when a calendar changes (docs/decisions/0153). Each row is a channel that may live at Google; it is written
-- before Google is asked, because the first message may come before the answer. Of the token only its digest is kept.
-- calendar_feeds.channel_* are not used any more.

create table calendar_channels (
  channel_id text primary key,
  clinic_id uuid not null,
  calendar_id text not null,
  token_digest text not null,
  -- Google's; absent until it has answered
  resource_id text,
  expires_at timestamptz not null,
  -- the next channel of the calendar is opened from then on
  renew_at timestamptz not null,
  -- replaced, or not wanted any more: to be stopped
  is_left boolean not null default false,
  next_stop_at timestamptz not null default now(),
  constraint calendar_channels_calendar foreign key (clinic_id, calendar_id)
    references clinic_calendars (clinic_id, calendar_id) on delete cascade
);

create index calendar_channels_of_calendar on calendar_channels (clinic_id, calendar_id);

alter table calendar_channels enable row level security;

select isolate_clinics();
revoke insert, update, delete on calendar_channels from atende_system;
