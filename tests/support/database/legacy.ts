import pg from 'pg';
import { createEmptyDatabase, type TestDatabase } from './database.ts';

export type LegacyDatabase = TestDatabase & { readonly pool: pg.Pool };

/** The tables of the predecessor, as far as it is known. */
export async function createLegacyDatabase(): Promise<LegacyDatabase> {
  const database = await createEmptyDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await pool.query(schema);
  return {
    ...database,
    pool,
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}

const schema = `
  create table clinics (
    id uuid primary key default gen_random_uuid(), name text, whatsapp_phone text, timezone text,
    contextualization_json jsonb, is_active boolean default true, created_at timestamptz default now());
  create table clinic_whatsapp_numbers (
    clinic_id uuid not null, whatsapp_number text not null, phone_number_id text, display_phone_number text,
    is_active boolean default true, created_at timestamptz default now());
  create table google_calendar_tokens_by_clinic (
    clinic_id uuid primary key, access_token text not null, refresh_token text, expires_at timestamptz not null,
    scope text, provider_user_id text, provider_email text);
  create table clinic_calendars (
    id uuid primary key default gen_random_uuid(), clinic_id uuid not null, calendar_id text not null,
    calendar_summary text, is_primary boolean default false, is_active boolean default true);
  create table whatsapp_conversations_improved (
    id uuid primary key default gen_random_uuid(), clinic_id uuid, patient_phone_number varchar(20) not null,
    clinic_whatsapp_number varchar(20), patient_name varchar(255), last_message_preview text,
    unread_count integer default 0, last_message_at timestamptz default now());
  create table whatsapp_messages_improved (
    id uuid primary key default gen_random_uuid(), conversation_id uuid, sender_phone varchar(20) not null,
    receiver_phone varchar(20) not null, content text not null, message_type text, whatsapp_message_id text,
    metadata jsonb default '{}', created_at timestamptz default now())`;
