import type { LegacyTable } from '../../../../domain/legacy/legacy-row.ts';

/** Columns that may hold a value, the best first; more than one name where the predecessor's versions differ. */
type Value = { readonly columns: readonly string[]; readonly most: number };
type Source = { readonly table: string; readonly values: Readonly<Record<string, Value>> };

const word = (...columns: string[]): Value => ({ columns, most: 1_000 });
const text = (...columns: string[]): Value => ({ columns, most: 70_000 });
const document = (...columns: string[]): Value => ({ columns, most: 4_000_000 });

export const conversations: Source = {
  table: 'whatsapp_conversations_improved',
  values: {
    clinicId: word('clinic_id'),
    patientPhone: word('patient_phone_number'),
    clinicNumber: word('clinic_whatsapp_number'),
    patientName: word('patient_name'),
  },
};

export const sources: Readonly<Record<LegacyTable, Source>> = {
  clinics: {
    table: 'clinics',
    values: {
      id: word('id'),
      name: word('name'),
      timeZone: word('timezone', 'time_zone'),
      document: document('contextualization_json'),
      isActive: word('is_active'),
      simulation: word('simulation_mode'),
    },
  },
  numbers: {
    table: 'clinic_whatsapp_numbers',
    values: {
      clinicId: word('clinic_id'),
      number: word('whatsapp_number', 'display_phone_number'),
      phoneNumberId: word('phone_number_id'),
      wabaId: word('waba_id'),
      isActive: word('is_active'),
    },
  },
  connections: {
    table: 'google_calendar_tokens_by_clinic',
    values: {
      clinicId: word('clinic_id'),
      refreshToken: text('refresh_token'),
      tokens: text('tokens'),
    },
  },
  calendars: {
    table: 'clinic_calendars',
    values: {
      id: word('id'),
      clinicId: word('clinic_id'),
      calendarId: word('calendar_id'),
      isActive: word('is_active'),
    },
  },
  messages: {
    table: 'whatsapp_messages_improved',
    values: {
      id: word('id'),
      sender: word('sender_phone'),
      receiver: word('receiver_phone'),
      content: text('content'),
      type: word('message_type'),
      wamid: word('whatsapp_message_id', 'meta_message_id'),
      at: word('created_at'),
    },
  },
};
