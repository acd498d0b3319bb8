-- How each number was when Meta was asked last, about once a day, and when it is asked again (docs/decisions/0143).

create table whatsapp_number_health (
  clinic_id uuid not null,
  whatsapp_number text not null,
  health jsonb,
  -- what is wrong with it, so that the operator finds those in trouble without judging all again
  issues text[] not null default '{}',
  failure text,
  read_at timestamptz,
  due_at timestamptz not null,
  primary key (clinic_id, whatsapp_number),
  foreign key (clinic_id, whatsapp_number) references clinic_whatsapp_numbers (clinic_id, whatsapp_number)
);

select isolate_clinics();

-- what was read is written as the work of the clinic; only claims and the operator's list cross clinics
revoke delete on whatsapp_number_health from atende_app;
revoke delete on whatsapp_number_health from atende_system;
