type Verbs =
  | ''
  | 'select'
  | 'select, insert'
  | 'select, update'
  | 'select, delete'
  | 'select, insert, update'
  | 'select, insert, delete'
  | 'select, update, delete'
  | 'all';
type Grants = { readonly app: Verbs; readonly system: Verbs };

/**
 * Whom each table is open to; `all` is select, insert, update and delete. A new table is open to both roles for all of
 * it (isolate_clinics): whoever adds one writes down here what it really needs, and its migration takes back the rest.
 */
export const grants: Readonly<Record<string, Grants>> = {
  // registration is a platform's act
  clinics: { app: 'select, update', system: 'select, insert, update' },
  clinic_whatsapp_numbers: { app: 'select, insert, update', system: 'select, insert, update' },
  alerts: { app: 'select, insert, update', system: 'select, insert, update' },
  // append-only; finishing an entry is in columnGrants
  audit_log: { app: 'select, insert', system: 'select, insert' },
  clinic_members: { app: 'all', system: 'select' },
  api_keys: { app: 'select, insert, update', system: 'select, insert, update' },
  clinic_context_versions: { app: 'select, insert', system: 'select, insert' },
  // erasing a person takes the answers that name it
  idempotent_requests: { app: 'all', system: 'all' },
  // of the whole installation
  request_budgets: { app: '', system: 'all' },
  contacts: { app: 'all', system: 'select, insert, update' },
  contact_identities: { app: 'all', system: 'select, insert, update' },
  contact_merges: { app: 'all', system: 'select, insert, update' },
  whatsapp_conversations_improved: { app: 'all', system: 'select, insert, update' },
  whatsapp_messages_improved: { app: 'all', system: 'select, insert, update' },
  // only work that was claimed needs a place in the rate
  send_pacing: { app: 'all', system: '' },
  // who connects or disconnects asks about other clinics' connections of the same Google account
  google_calendar_tokens_by_clinic: { app: 'select, update, delete', system: 'all' },
  google_oauth_states: { app: 'select, insert, delete', system: 'select, delete' },
  google_revocations: { app: 'select, update', system: 'all' },
  clinic_calendars: { app: 'all', system: 'select, update, delete' },
  appointments: { app: 'all', system: 'select, update' },
  idempotency_keys: { app: 'all', system: '' },
  // its end is the clinic's retention, and the installation's where no clinic is known
  webhook_items: { app: 'select, delete', system: 'all' },
  // what was erased stays known; only what Meta repeats no more is forgotten, for all clinics by its age
  erasures: { app: 'select, insert, update', system: 'select, insert, update' },
  erased_keys: { app: 'select, insert, update', system: 'all' },
  // read by programs that may not migrate
  pgmigrations: { app: '', system: 'select' },
};

/** What is open by the column. */
export const columnGrants: readonly string[] = [
  'audit_log: update (code, details, finished_at, outcome) to atende_system',
];

/** Unique across clinics, so that writing tells whether the value exists somewhere: each for a reason. */
export const uniqueAcrossClinics: ReadonlySet<string> = new Set([
  'clinics_pkey',
  // one clinic per number is the rule, and a duplicate is said (409)
  'clinic_whatsapp_numbers_number',
  'clinic_whatsapp_numbers_phone_number_id',
  // random ids of ours that nobody else learns
  'alerts_pkey',
  'api_keys_pkey',
  'audit_log_pkey',
  'idempotent_requests_attempt',
  // not written by the application role
  'webhook_items_pkey',
  'webhook_items_once',
  'request_budgets_pkey',
  'pgmigrations_pkey',
]);
