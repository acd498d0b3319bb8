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
  alert_destinations: { app: 'all', system: 'all' },
  // the installation hears of alerts of many clinics
  alert_deliveries: { app: 'select', system: 'all' },
  // written as the clinic; who waits anywhere and what is due is looked for in all, and a session ends in all
  push_subscriptions: { app: 'all', system: 'select, delete' },
  push_told: { app: 'select, insert, update', system: 'select, delete' },
  push_deliveries: { app: 'all', system: 'select, update, delete' },
  // append-only; finishing an entry is in columnGrants
  audit_log: { app: 'select, insert', system: 'select, insert' },
  clinic_members: { app: 'all', system: 'select' },
  browser_sessions: { app: '', system: 'all' },
  clinic_invitations: { app: 'select, insert, delete', system: 'select' },
  api_keys: { app: 'select, insert, update', system: 'select, insert, update' },
  clinic_context_versions: { app: 'select, insert', system: 'select, insert' },
  // erasing a person takes the answers that name it
  idempotent_requests: { app: 'all', system: 'all' },
  // of the whole installation
  request_budgets: { app: '', system: 'all' },
  // only the clinic's own administrators say what it wants, and only its own turns cost it anything
  clinic_assistants: { app: 'select, insert, update', system: 'select' },
  model_spending: { app: 'select, insert, update', system: 'select' },
  // what the program has counted, a clinic only reads
  objective_days: { app: 'select', system: 'all' },
  // what a model made of a turn stays as it was
  turn_records: { app: 'select, insert, delete', system: 'select' },
  contacts: { app: 'all', system: 'select, insert, update' },
  contact_identities: { app: 'all', system: 'select, insert, update' },
  contact_merges: { app: 'all', system: 'select, insert, update' },
  whatsapp_conversations_improved: { app: 'all', system: 'select, insert, update' },
  whatsapp_messages_improved: { app: 'all', system: 'select, insert, update' },
  // kept by triggers for whoever writes a message
  message_words: { app: 'all', system: 'all' },
  // written as the clinic and never changed
  conversation_notes: { app: 'select, insert, delete', system: 'select' },
  message_media: { app: 'all', system: 'select, insert, update' },
  // what was never sent is forgotten for all clinics
  outgoing_files: { app: 'all', system: 'select, delete' },
  media_uploads: { app: 'all', system: 'select, update' },
  // whatever removes a file's row names its blobs here, for all clinics
  deleted_blobs: { app: 'select, insert', system: 'all' },
  // what Meta tells is written as the work of the clinic
  whatsapp_templates: { app: 'all', system: 'select' },
  template_uses: { app: 'all', system: 'select' },
  // read and written as the clinic alone
  quick_answers: { app: 'all', system: '' },
  // never deleted: the sum of their versions says whether anything has changed
  whatsapp_secrets: { app: 'select, insert, update', system: 'select' },
  // begun and settled as the clinic; the system claims what is due and ends what nobody chose
  whatsapp_onboardings: { app: 'select, insert, update', system: 'select, update' },
  // a claim makes the row of a number that was never read
  whatsapp_number_health: { app: 'select, insert, update', system: 'select, insert, update' },
  // only work that was claimed needs a place in the rate, and that of many clinics takes them together
  send_pacing: { app: 'all', system: 'select, insert, update' },
  // who connects or disconnects asks about other clinics' connections of the same Google account
  google_calendar_tokens_by_clinic: { app: 'select, update, delete', system: 'all' },
  google_oauth_states: { app: 'select, insert, delete', system: 'select, delete' },
  google_revocations: { app: 'select, update', system: 'all' },
  clinic_calendars: { app: 'all', system: 'select, update, delete' },
  // the work of one clinic; only claims cross clinics
  calendar_feeds: { app: 'all', system: 'select, update' },
  calendar_channels: { app: 'all', system: 'select' },
  appointments: { app: 'all', system: 'select, update' },
  // a changed document looks at the texts of its visits; only claims cross clinics
  event_texts: { app: 'all', system: 'select, insert, update' },
  idempotency_keys: { app: 'all', system: '' },
  // a decision is made once; claims read those of what they claim
  reminders: { app: 'select, insert', system: 'select' },
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
  'google_oauth_states: update (outcome, used_at) to atende_app',
];

/** Unique across clinics, so that writing tells whether the value exists somewhere: each for a reason. */
export const uniqueAcrossClinics: ReadonlySet<string> = new Set([
  'clinics_pkey',
  // one clinic per number is the rule, and a duplicate is said (409)
  'clinic_whatsapp_numbers_number',
  'clinic_whatsapp_numbers_phone_number_id',
  // random ids of ours that nobody else learns
  'alerts_pkey',
  'alert_destinations_pkey',
  // written by the system alone
  'alert_deliveries_pkey',
  'alert_deliveries_once',
  // our own uuid, by which Google's messages name it
  'calendar_channels_pkey',
  'api_keys_pkey',
  'audit_log_pkey',
  'idempotent_requests_attempt',
  // not written by the application role
  'webhook_items_pkey',
  'webhook_items_once',
  'request_budgets_pkey',
  'browser_sessions_pkey',
  'browser_sessions_secret',
  'pgmigrations_pkey',
]);
