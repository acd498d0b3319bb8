import type { memoryStores } from '../../../src/adapters/memory/stores.ts';
import type { ErasureKeys } from '../../../src/application/ports/privacy/erasure-keys.ts';
import type { Ids } from '../../../src/application/ports/system/ids.ts';
import type { ClinicId, ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import type { ContactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../../src/domain/messaging/message.ts';

/** The ports of every store; which ones they are, both technologies say alike. */
type Stores = ReturnType<typeof memoryStores>;

export type StoredMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly direction: string;
  readonly origin: string;
  readonly text: string;
  readonly raw: unknown;
  readonly status: string;
  readonly metaMessageId: string | undefined;
  readonly turnId: string | undefined;
  readonly errorCode: string | undefined;
  readonly attempts: number;
  readonly resends: number;
  /** Whether a worker will still look at it. */
  readonly scheduled: boolean;
  /** When each status was reached, as far as Meta said so. */
  readonly times: {
    readonly sent: Date | undefined;
    readonly delivered: Date | undefined;
    readonly read: Date | undefined;
    readonly played: Date | undefined;
    readonly failed: Date | undefined;
  };
};

type StoredConversation = {
  readonly contactId: ContactId;
  readonly mode: string;
  readonly epoch: number;
  readonly arrivals: number;
  readonly unread: number;
  readonly turnWaits: boolean;
  readonly lastPatientMessageAt: Date | undefined;
  readonly mergedInto: string | undefined;
};

type ClinicWish = {
  readonly name?: string;
  readonly simulation?: boolean;
  readonly active?: boolean;
  readonly contextualization?: unknown;
};
type NumberWish = {
  readonly whatsappNumber: string;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
  readonly active?: boolean;
};

/** What lies at rest of a clinic's grant. */
export type StoredGrant = {
  readonly status: string;
  readonly accessToken: string | undefined;
  readonly refreshToken: string | undefined;
};

export type StoredRevocation = {
  readonly clinicId: string;
  readonly sub: string;
  readonly refreshToken: string | undefined;
  readonly isFinished: boolean;
};

/** An empty set of stores of one technology, and what a test needs besides the ports. */
export type Harness = {
  readonly stores: Stores;
  readonly ids: Ids;
  readonly erasureKeys: ErasureKeys;
  /** The stores' idea of the time. */
  now(): Date;
  /** Makes everything that was written `ms` older. */
  passTime(ms: number): Promise<void>;
  addClinic(wish?: ClinicWish): Promise<ClinicId>;
  addNumber(clinicId: ClinicId, wish: NumberWish): Promise<ClinicNumber>;
  deactivate(clinicId: ClinicId): Promise<void>;
  /** In the order in which they were stored. */
  readMessages(clinicId: ClinicId): Promise<readonly StoredMessage[]>;
  readConversation(clinicId: ClinicId, id: ConversationId): Promise<StoredConversation>;
  readConversationCount(clinicId: ClinicId): Promise<number>;
  /** As a script does that knows nothing of versions. */
  overwriteContext(clinicId: ClinicId, document: unknown): Promise<void>;
  readFlags(clinicId: ClinicId, id: ContactId): Promise<readonly string[]>;
  readGrant(clinicId: ClinicId): Promise<StoredGrant | undefined>;
  /** Oldest first. */
  readRevocations(): Promise<readonly StoredRevocation[]>;
  /** All that is stored anywhere, as text: one line per row. */
  readEverything(): Promise<readonly string[]>;
};

export type MakeHarness = () => Promise<Harness>;
