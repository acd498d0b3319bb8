import type { AlertCondition } from '../../application/ports/operations/alerts.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import type { ParkedItem } from '../../application/ports/messaging/parked-items.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { ApiKeyId } from '../../domain/access/api-key.ts';
import type { AuditEntry } from '../../domain/access/audit-entry.ts';
import type { ClinicMember } from '../../domain/access/clinic-member.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import { noAppointmentRows, type AppointmentRows } from './scheduling/appointment-rows.ts';
import { memoryErasureKeys } from './privacy/erasure-keys.ts';
import { noErasureRows, type ErasureRows } from './privacy/erasure-rows.ts';
import { noGoogleRows, type GoogleRows } from './connection/google-rows.ts';
import { memoryIds } from './system/ids.ts';
import { seededRandomness } from './system/randomness.ts';
import type {
  ClinicRow,
  ConversationRow,
  IdempotentRow,
  KeyRow,
  MessageRow,
  NumberRow,
  PeopleRows,
} from './rows.ts';

export type ParkedRow = Omit<ParkedItem, 'item' | 'reason'> & {
  readonly clinicId?: ClinicId;
  readonly requestId: string;
  readonly key: string;
  item: ParkedItem['item'];
  reason: string;
  /** Its contents were erased. */
  emptied?: true;
  resolvedAt: Date | undefined;
};
type AlertRow = AlertCondition & {
  readonly id: string;
  readonly openedAt: Date;
  lastSeenAt: Date;
  message: string;
  occurrences: number;
  resolvedAt?: Date;
};

/** One state that all in-memory stores share, as the tables of a database. */
export type MemoryDatabase = {
  readonly clock: Clock;
  readonly ids: Ids;
  /**
   * Runs one statement or transaction. Others may go first, and the caller may hear of the result late, but nobody
   * gets in between: `work` is synchronous.
   */
  atomically<T>(work: () => T): Promise<T>;
  readonly clinics: Map<ClinicId, ClinicRow>;
  readonly numbers: NumberRow[];
  readonly people: Map<ClinicId, PeopleRows>;
  readonly conversations: Map<ConversationId, ConversationRow>;
  /** In the order in which they were stored. */
  readonly messages: MessageRow[];
  readonly messagesByKey: Map<string, MessageRow>;
  readonly parked: Map<string, ParkedRow>;
  readonly alerts: AlertRow[];
  /** Theoretical arrival time per key of a rate. */
  readonly pacing: Map<string, Date>;
  /** When each clinic was last served, as a count. */
  readonly served: Readonly<Record<'turns' | 'sends' | 'appointments', Map<ClinicId, number>>>;
  readonly google: GoogleRows;
  readonly book: AppointmentRows;
  readonly privacy: ErasureRows;
  readonly erasureKeys: ErasureKeys;
  readonly members: ClinicMember[];
  readonly keys: Map<ApiKeyId, KeyRow>;
  readonly audit: AuditEntry[];
  /** By scope. */
  readonly idempotent: Map<string, IdempotentRow>;
  readonly budgets: Map<string, Date>;
};

type Options = { readonly ids?: Ids; readonly pause?: () => Promise<void> };

export function memoryDatabase(clock: Clock, options: Options = {}): MemoryDatabase {
  const { ids = memoryIds(), pause = hesitate(seededRandomness(1)) } = options;
  return {
    clock,
    ids,
    async atomically(work) {
      await pause();
      const result = work();
      await pause();
      return result;
    },
    clinics: new Map(),
    numbers: [],
    people: new Map(),
    conversations: new Map(),
    messages: [],
    messagesByKey: new Map(),
    parked: new Map(),
    alerts: [],
    pacing: new Map(),
    served: { turns: new Map(), sends: new Map(), appointments: new Map() },
    google: noGoogleRows(),
    book: noAppointmentRows(),
    privacy: noErasureRows(),
    erasureKeys: memoryErasureKeys,
    members: [],
    keys: new Map(),
    audit: [],
    idempotent: new Map(),
    budgets: new Map(),
  };
}

/** Lets up to three other continuations go first. */
export const hesitate = (randomness: Randomness) => async (): Promise<void> => {
  for (let turns = Math.floor(randomness.next() * 4); turns > 0; turns -= 1) await Promise.resolve();
};

/** Stores a message once per clinic and key. `false` when it was there already. */
export function insertMessage(db: MemoryDatabase, row: MessageRow): boolean {
  if (row.dedupeKey !== undefined && !takeKey(db, row, row.dedupeKey)) return false;
  db.messages.push(row);
  return true;
}

export function removeMessage(db: MemoryDatabase, row: MessageRow): void {
  db.messages.splice(db.messages.indexOf(row), 1);
  if (row.dedupeKey !== undefined) db.messagesByKey.delete(`${row.clinicId}|${row.dedupeKey}`);
}

/** Gives a message its unique key, unless another one has it. */
export function takeKey(db: MemoryDatabase, row: MessageRow, key: string): boolean {
  const unique = `${row.clinicId}|${key}`;
  if (db.messagesByKey.has(unique)) return false;
  db.messagesByKey.set(unique, row);
  row.dedupeKey = key;
  return true;
}
