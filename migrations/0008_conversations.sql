-- Conversations as people of the clinic see and lead them.

-- who of the clinic wrote it through us, as in audit_log.actor
alter table whatsapp_messages_improved add column sent_by text;

-- newest activity first
create index conversations_by_activity on whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
  where merged_into is null and last_message_at is not null;

create index webhook_items_of_clinic on webhook_items (clinic_id, id desc) where resolved_at is null;

-- What people change of a clinic or a number has a version, whoever changes it.
alter table clinics add column version integer not null default 1;
alter table clinic_whatsapp_numbers add column version integer not null default 1;

create function raise_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

create trigger clinics_raise_version before update of name, time_zone, simulation_mode, is_active on clinics
  for each row
  when ((new.name, new.time_zone, new.simulation_mode, new.is_active)
    is distinct from (old.name, old.time_zone, old.simulation_mode, old.is_active))
  execute function raise_version();

create trigger clinic_whatsapp_numbers_raise_version
  before update of is_active, phone_number_id, waba_id on clinic_whatsapp_numbers
  for each row
  when ((new.is_active, new.phone_number_id, new.waba_id)
    is distinct from (old.is_active, old.phone_number_id, old.waba_id))
  execute function raise_version();
