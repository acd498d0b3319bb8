import type { ClinicId } from '../clinic/clinic.ts';
import type { ContactId } from '../messaging/people/contact-identity.ts';
import { given } from '../given.ts';

export type ErasureId = string & { readonly brand: 'ErasureId' };
export const erasureId = (value: string) => value as ErasureId;

/**
 * Where something of a person may lie, by the names that an auditor finds in the database. What only goes with a row of
 * these is not counted: `media_uploads` with its message, `reminders` and `event_texts` with the visit they are about,
 * `push_told` and `push_deliveries` with the conversation.
 */
export const erasedTables = [
  'contacts',
  'contact_identities',
  'contact_merges',
  'whatsapp_conversations_improved',
  'whatsapp_messages_improved',
  'message_media',
  'outgoing_files',
  'conversation_notes',
  'turn_records',
  'send_pacing',
  'appointments',
  'idempotency_keys',
  'idempotent_requests',
  'alerts',
  'webhook_items',
] as const;
type ErasedTable = (typeof erasedTables)[number];

/** Rows that were deleted, or emptied of the person, per table. */
export type ErasureCounts = Readonly<Record<ErasedTable, number>>;

export const noCounts = Object.fromEntries(erasedTables.map((table) => [table, 0])) as ErasureCounts;

/** A one-way name of something that was erased, by which it is recognised when it comes again. */
export type ErasedKey = {
  readonly key: string;
  /** Covers what was sent until then; absent: whenever. */
  readonly coversUntil?: Date;
  /** Nobody asks for it any more after this; absent: for ever. */
  readonly keepUntil?: Date;
};

/** Whether what was sent then is to stay away. */
export const covers = ({ coversUntil }: ErasedKey, sentAt: Date): boolean =>
  coversUntil === undefined || coversUntil >= sentAt;

/** The same key erased twice: the longer of each counts. */
export function mergedKey(one: ErasedKey, other: ErasedKey): ErasedKey {
  const coversUntil = latestOrNever(one.coversUntil, other.coversUntil);
  const keepUntil = latestOrNever(one.keepUntil, other.keepUntil);
  return { key: one.key, ...given({ coversUntil, keepUntil }) };
}

/** Absent is for ever. */
const latestOrNever = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one === undefined || other === undefined ? undefined : one > other ? one : other;

/** What has to be known to erase again, should an older backup be restored. Nothing in it tells who it was. */
export type ErasureRecord = {
  readonly id: ErasureId;
  readonly clinicId: ClinicId;
  readonly erasedAt: Date;
  /** Random ids whose rows are gone. */
  readonly contactIds: readonly ContactId[];
  /** Keyed hashes of the identities. */
  readonly identityKeys: readonly string[];
  readonly keys: readonly ErasedKey[];
};

export type Erasure = Omit<ErasureRecord, 'keys'> & {
  /** `open`: the person is gone from the tables of the clinic; parked items and the certificate are not done yet. */
  readonly state: 'open' | 'done';
  readonly counts: ErasureCounts;
  /** Who had it done, as in the audit log; not known of one that is learned from the journal. */
  readonly erasedBy?: string;
  /** Compact JWS. */
  readonly certificate?: string;
};

const dayMs = 24 * 3_600_000;

/** Meta repeats a webhook that was not acknowledged for up to 7 days (docs/vendors/meta.md#repeats-and-size). */
export const inboundRepeatMs = 8 * dayMs;
/** "Read" comes when the patient opens the chat; later than this it is as good as never. */
export const statusRepeatMs = 90 * dayMs;

export const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);
