-- Whether a patient wants what the clinic starts by itself, as they said it last (docs/decisions/0133).

alter table contacts
  add column wants_messages boolean,
  add column preference_at timestamptz,
  -- whatsapp: a tap in WhatsApp's own settings; message: written to the clinic
  add column preference_by text check (preference_by in ('whatsapp', 'message')),
  add constraint contacts_preference_whole
    check ((wants_messages is null) = (preference_at is null) and (preference_at is null) = (preference_by is null));
