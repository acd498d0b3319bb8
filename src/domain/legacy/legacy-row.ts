/** What the predecessor's database holds for us, in the order in which it is taken. */
export const legacyTables = ['clinics', 'numbers', 'connections', 'calendars', 'messages'] as const;
export type LegacyTable = (typeof legacyTables)[number];

/** A row by our names, each value as text; absent where the column is missing or empty. */
export type LegacyRow = Readonly<Record<string, string | undefined>>;

/** What became of a row. `known`: it was here already, and is left as it is. `taken` with a reason: not quite as it was. */
export type LegacyOutcome =
  | { readonly outcome: 'taken'; readonly reason?: LegacyReason }
  | { readonly outcome: 'known' }
  | { readonly outcome: 'left'; readonly reason: LegacyReason };

/** Why a row was not taken, or not as it was. Names nobody. */
export type LegacyReason =
  | 'clinic-id-malformed'
  | 'clinic-name-missing'
  | 'clinic-unknown'
  | 'time-zone-unknown'
  | 'document-unreadable'
  | 'phone-malformed'
  | 'country-code-added'
  | 'country-code-missing'
  | 'number-taken'
  | 'number-unknown'
  | 'patient-unknown'
  | 'direction-unclear'
  | 'content-missing'
  | 'content-too-long'
  | 'time-unreadable'
  | 'id-missing'
  | 'store-refuses'
  | 'erased-here'
  | 'refresh-token-missing'
  | 'google-unanswered'
  | 'google-account-unproven'
  | 'grant-dead'
  | 'grant-of-another-client'
  | 'permissions-missing'
  | 'not-connected'
  | 'calendar-inactive'
  | 'calendar-not-listed'
  | 'calendars-incomplete'
  | 'calendars-too-many'
  | 'calendars-to-be-assigned';

export const left = (reason: LegacyReason) => ({ outcome: 'left', reason }) as const;
