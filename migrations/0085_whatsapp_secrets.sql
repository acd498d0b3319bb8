-- What a number of a clinic has of its own at Meta: access token, app secret, verify token (docs/decisions/0136). One row
-- for each that was ever set; it is never deleted, so that every change raises the sum of the versions.

create table whatsapp_secrets (
  clinic_id uuid not null,
  whatsapp_number text not null,
  kind text not null constraint whatsapp_secrets_kind check (kind in ('access-token', 'app-secret', 'verify-token')),
  id uuid not null default gen_random_uuid(),
  state text not null constraint whatsapp_secrets_state check (state in ('own', 'revoked', 'installation')),
  sealed text,
  previous_sealed text,
  previous_until timestamptz,
  fingerprint text,
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null default 1,
  primary key (clinic_id, whatsapp_number, kind),
  constraint whatsapp_secrets_id unique (clinic_id, id),
  foreign key (clinic_id, whatsapp_number) references clinic_whatsapp_numbers (clinic_id, whatsapp_number),
  constraint whatsapp_secrets_sealed check ((state = 'own') = (sealed is not null and fingerprint is not null)),
  constraint whatsapp_secrets_previous check ((previous_sealed is null) = (previous_until is null))
);

select isolate_clinics();

-- a number's secrets are its clinic's; every process reads all of them, to know who may sign
revoke delete on whatsapp_secrets from atende_app;
revoke insert, update, delete on whatsapp_secrets from atende_system;
