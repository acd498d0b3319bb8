-- Browsers that are told that a conversation waits although nobody has the console open (docs/decisions/0188).
create table push_subscriptions (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  user_id text not null,
  -- where the push service of the browser takes messages for it
  url text not null constraint push_subscriptions_url check (length(url) <= 1000),
  public_key text not null,
  auth_secret text not null,
  -- of the browser when it was last renewed; null for the link of a local run
  session_id uuid,
  is_by_membership boolean not null,
  -- told of what begins to wait from then on
  since timestamptz not null,
  renewed_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (clinic_id, id),
  constraint push_subscriptions_once unique (clinic_id, url)
);

create index push_subscriptions_person on push_subscriptions (clinic_id, user_id, renewed_at);
create index push_subscriptions_session on push_subscriptions (session_id) where session_id is not null;
create index push_subscriptions_ends on push_subscriptions (ends_at);

-- What was last told of a conversation.
create table push_told (
  clinic_id uuid not null,
  conversation_id uuid not null,
  reason text not null,
  since timestamptz not null,
  told_at timestamptz not null,
  primary key (clinic_id, conversation_id),
  constraint push_told_conversation foreign key (clinic_id, conversation_id)
    references whatsapp_conversations_improved (clinic_id, id) on delete cascade
);

create index push_told_age on push_told (told_at);

-- One browser to be told of one conversation; gone when it was told, or is no news any more.
create table push_deliveries (
  clinic_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  conversation_id uuid not null,
  reason text not null,
  since timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  primary key (clinic_id, id),
  constraint push_deliveries_once unique (clinic_id, subscription_id, conversation_id),
  constraint push_deliveries_browser foreign key (clinic_id, subscription_id)
    references push_subscriptions (clinic_id, id) on delete cascade,
  constraint push_deliveries_conversation foreign key (clinic_id, conversation_id)
    references whatsapp_conversations_improved (clinic_id, id) on delete cascade
);

create index push_deliveries_due on push_deliveries (due_at);
create index push_deliveries_conversation on push_deliveries (clinic_id, conversation_id);

select isolate_clinics();

-- written as the clinic; the system looks who waits anywhere, claims, and forgets by age or with a session
revoke insert, update on push_subscriptions from atende_system;
revoke insert, update on push_told from atende_system;
revoke delete on push_told from atende_app;
revoke insert on push_deliveries from atende_system;
