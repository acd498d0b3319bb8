-- People, conversations, messages. Work is a row under lease (docs/decisions): a conversation whose turn_due_at has
-- passed is a due turn, an outbound message whose next_attempt_at has passed is a due send.

create table contacts (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  profile_name text,
  -- e.g. recycled-phone, identity-conflict: a human should look
  flags text[] not null default '{}',
  merged_into uuid,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id)
);

create table contact_identities (
  clinic_id uuid not null,
  kind text not null constraint contact_identities_kind check (kind in ('phone', 'wa_id', 'bsuid', 'parent_bsuid')),
  value text not null,
  contact_id uuid not null,
  first_seen_at timestamptz not null default now(),
  superseded_at timestamptz,
  primary key (clinic_id, kind, value),
  foreign key (clinic_id, contact_id) references contacts (clinic_id, id)
);

create index contact_identities_contact on contact_identities (clinic_id, contact_id);

create table contact_merges (
  clinic_id uuid not null,
  id uuid not null,
  kept_contact_id uuid not null,
  merged_contact_id uuid not null,
  -- what was moved, so that it can be moved back
  identities jsonb not null,
  merged_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (clinic_id, id)
);

create table whatsapp_conversations_improved (
  clinic_id uuid not null,
  id uuid not null,
  whatsapp_number text not null,
  contact_id uuid not null,
  -- raised whenever an identity leaves its person, so that a remembered conversation is not trusted any more
  identity_version integer not null default 1,
  mode text not null default 'assistant' constraint conversations_mode check (mode in ('assistant', 'human')),
  human_until timestamptz,
  epoch integer not null default 0,
  arrivals bigint not null default 0,
  turn_first_at timestamptz,
  turn_due_at timestamptz,
  turn_lease_until timestamptz,
  turn_lease_token bigint not null default 0,
  turn_attempts integer not null default 0,
  dialogue json,
  unread integer not null default 0,
  last_message_at timestamptz,
  last_patient_message_at timestamptz,
  merged_into uuid,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  constraint conversations_one_per_person unique (clinic_id, whatsapp_number, contact_id),
  foreign key (clinic_id, contact_id) references contacts (clinic_id, id)
)
-- every message updates its conversation: room for HOT updates, and vacuum early
with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

create index conversations_due on whatsapp_conversations_improved (clinic_id, turn_due_at) where turn_due_at is not null;
-- how much of a clinic is in hand: claims are fair by it
create index conversations_leased on whatsapp_conversations_improved (clinic_id) where turn_lease_until is not null;
create index conversations_contact on whatsapp_conversations_improved (clinic_id, contact_id);

create table whatsapp_messages_improved (
  clinic_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null constraint messages_direction check (direction in ('inbound', 'outbound')),
  -- patient, standby, history, group, staff (echo); assistant or human for what we send
  origin text not null,
  meta_message_id text,
  -- md5 of the key that makes the message one: 16 bytes index better than the wamid (docs/decisions)
  dedupe_key uuid,
  type text not null,
  content text not null,
  -- json, not jsonb: keeps U+0000 and lone surrogates exactly as Meta escaped them
  payload json,
  choice json,
  about_meta_message_id text,
  status text not null,
  status_rank smallint not null default 0,
  sent_at timestamptz not null,
  created_at timestamptz not null default now(),
  request_id text,
  awaits_turn boolean not null default false,
  turn_id uuid,
  turn_position smallint,
  epoch integer,
  merge_id uuid,
  next_attempt_at timestamptz,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  attempts integer not null default 0,
  resends integer not null default 0,
  error_code text,
  error_class text,
  error_detail text,
  trace_id text,
  accepted_at timestamptz,
  status_sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  played_at timestamptz,
  failed_at timestamptz,
  primary key (clinic_id, id)
);

create unique index messages_once on whatsapp_messages_improved (clinic_id, dedupe_key) where dedupe_key is not null;
create unique index messages_one_answer_per_turn on whatsapp_messages_improved (clinic_id, turn_id, turn_position)
  where direction = 'outbound' and turn_id is not null;
create index messages_of_conversation on whatsapp_messages_improved (clinic_id, conversation_id, created_at);
create index messages_due on whatsapp_messages_improved (clinic_id, next_attempt_at) where next_attempt_at is not null;
create index messages_leased on whatsapp_messages_improved (clinic_id) where lease_until is not null;
create index messages_outbox on whatsapp_messages_improved (clinic_id, conversation_id, created_at, turn_position)
  where direction = 'outbound' and status in ('queued', 'sending', 'unknown');

create table send_pacing (
  clinic_id uuid not null,
  -- number:<digits> or pair:<conversation id>
  key text not null,
  -- theoretical arrival time of the generic cell rate algorithm
  next_free_at timestamptz not null,
  primary key (clinic_id, key)
)
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create table webhook_items (
  id uuid primary key,
  clinic_id uuid,
  reason text not null,
  item json not null,
  dedupe_key uuid not null,
  -- of a status: it may come before its message has its wamid
  meta_message_id text,
  phone_number_id text,
  display_number text,
  request_id text,
  received_at timestamptz not null default now(),
  resolved_at timestamptz,
  constraint webhook_items_once unique (dedupe_key)
);

create index webhook_items_statuses on webhook_items (clinic_id, meta_message_id)
  where meta_message_id is not null and resolved_at is null;
create index webhook_items_open on webhook_items (reason, received_at) where resolved_at is null;

alter table contacts enable row level security;
alter table contact_identities enable row level security;
alter table contact_merges enable row level security;
alter table whatsapp_conversations_improved enable row level security;
alter table whatsapp_messages_improved enable row level security;
alter table send_pacing enable row level security;
alter table webhook_items enable row level security;
