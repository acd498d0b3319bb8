import type { FileId } from '../../application/ports/media/outgoing-files.ts';
import type { ClinicAssistant } from '../../application/ports/assistant/clinic-assistants.ts';
import type { TurnRecordEntry } from '../../application/ports/assistant/turn-records.ts';
import type { DayUse } from '../../domain/assistant/model/day-budget.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import type { ParkedItem } from '../../application/ports/messaging/parked-items.ts';
import type { ClinicTally } from '../../application/ports/operations/objective-tallies.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { ApiKeyId } from '../../domain/access/api-key.ts';
import type { AuditEntry } from '../../domain/access/audit-entry.ts';
import type { ClinicMember } from '../../domain/access/clinic-member.ts';
import type { BrowserSession } from '../../domain/access/browser-session.ts';
import type { Invitation } from '../../domain/access/invitation.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { QuickAnswer } from '../../domain/inbox/quick-answer.ts';
import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { TemplateUse } from '../../domain/templates/purpose.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { EventTextRow } from './scheduling/event-text-rows.ts';
import { noAppointmentRows, type AppointmentRows } from './scheduling/appointment-rows.ts';
import type { AlertRow, DeliveryRow, DestinationRow } from './operations/alert-rows.ts';
import { noPushRows, type PushRows } from './operations/push-rows.ts';
import { memoryErasureKeys } from './privacy/erasure-keys.ts';
import { noErasureRows, type ErasureRows } from './privacy/erasure-rows.ts';
import { noGoogleRows, type GoogleRows } from './connection/google-rows.ts';
import type { NumberSecretRow } from './connection/number-secret-row.ts';
import type { NumberHealthRow } from './connection/number-health-row.ts';
import type { OnboardingRow } from './connection/onboarding-row.ts';
import { memoryIds } from './system/ids.ts';
import { seededRandomness } from './system/randomness.ts';
import type {
  ClinicRow,
  ConversationRow,
  IdempotentRow,
  KeyRow,
  MediaRow,
  MessageRow,
  NoteRow,
  NumberRow,
  PeopleRows,
  OutgoingFileRow,
  UploadRow,
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
export type TurnRecordRow = Omit<TurnRecordEntry, 'replyIds'>;

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
  readonly notes: NoteRow[];
  readonly media: MediaRow[];
  readonly outgoingFiles: Map<FileId, OutgoingFileRow>;
  readonly uploads: UploadRow[];
  readonly deletedBlobs: Set<string>;
  readonly parked: Map<string, ParkedRow>;
  readonly alerts: AlertRow[];
  readonly alertDestinations: DestinationRow[];
  readonly alertDeliveries: DeliveryRow[];
  readonly push: PushRows;
  /** Theoretical arrival time per key of a rate. */
  readonly pacing: Map<string, Date>;
  /** When each clinic was last served, as a count. */
  readonly served: Readonly<
    Record<
      'turns' | 'sends' | 'appointments' | 'media' | 'uploads' | 'voice' | 'reminders' | 'eventTexts',
      Map<ClinicId, number>
    >
  >;
  readonly google: GoogleRows;
  readonly numberSecrets: NumberSecretRow[];
  readonly onboardings: OnboardingRow[];
  readonly numberHealths: NumberHealthRow[];
  readonly book: AppointmentRows;
  readonly eventTexts: Map<string, EventTextRow>;
  /** The document of each clinic at the last look at the texts of its events. */
  readonly documentsSeen: Map<ClinicId, unknown>;
  readonly privacy: ErasureRows;
  readonly erasureKeys: ErasureKeys;
  readonly members: ClinicMember[];
  /** By the digest of the cookie's secret. */
  readonly browserSessions: Map<string, { session: BrowserSession }>;
  invitations: Invitation[];
  readonly keys: Map<ApiKeyId, KeyRow>;
  readonly audit: AuditEntry[];
  /** By scope. */
  readonly idempotent: Map<string, IdempotentRow>;
  readonly budgets: Map<string, Date>;
  readonly assistants: Map<ClinicId, ClinicAssistant>;
  readonly turnRecords: TurnRecordRow[];
  /** By clinic and day. */
  readonly spending: Map<string, DayUse>;
  readonly objectiveDays: (ClinicTally & { readonly day: LocalDate })[];
  readonly templates: Map<ClinicId, readonly Template[]>;
  readonly templateUses: Map<ClinicId, readonly TemplateUse[]>;
  readonly quickAnswers: Map<ClinicId, readonly QuickAnswer[]>;
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
    notes: [],
    media: [],
    outgoingFiles: new Map(),
    uploads: [],
    deletedBlobs: new Set(),
    parked: new Map(),
    alerts: [],
    alertDestinations: [],
    alertDeliveries: [],
    push: noPushRows(),
    pacing: new Map(),
    served: {
      turns: new Map(),
      sends: new Map(),
      appointments: new Map(),
      media: new Map(),
      uploads: new Map(),
      voice: new Map(),
      reminders: new Map(),
      eventTexts: new Map(),
    },
    google: noGoogleRows(),
    numberSecrets: [],
    onboardings: [],
    numberHealths: [],
    book: noAppointmentRows(),
    eventTexts: new Map(),
    documentsSeen: new Map(),
    privacy: noErasureRows(),
    erasureKeys: memoryErasureKeys,
    members: [],
    browserSessions: new Map(),
    invitations: [],
    keys: new Map(),
    audit: [],
    idempotent: new Map(),
    budgets: new Map(),
    assistants: new Map(),
    spending: new Map(),
    objectiveDays: [],
    turnRecords: [],
    templates: new Map(),
    templateUses: new Map(),
    quickAnswers: new Map(),
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
