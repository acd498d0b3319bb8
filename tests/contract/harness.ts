import type { Alerts } from '../../src/application/ports/operations/alerts.ts';
import type { Appointments } from '../../src/application/ports/scheduling/appointments.ts';
import type { ClinicCalendars } from '../../src/application/ports/connection/clinic-calendars.ts';
import type { ApiKeys } from '../../src/application/ports/access/api-keys.ts';
import type { AuditTrail } from '../../src/application/ports/access/audit-trail.ts';
import type { ClinicContexts } from '../../src/application/ports/clinic/clinic-contexts.ts';
import type { ClinicMembers } from '../../src/application/ports/access/clinic-members.ts';
import type { ClinicNumbers } from '../../src/application/ports/clinic/clinic-numbers.ts';
import type { ClinicRegistry } from '../../src/application/ports/clinic/clinic-registry.ts';
import type { IdempotentRequests } from '../../src/application/ports/access/idempotent-requests.ts';
import type { RequestBudgets } from '../../src/application/ports/access/request-budgets.ts';
import type { Clinics } from '../../src/application/ports/clinic/clinics.ts';
import type { Conversations } from '../../src/application/ports/messaging/conversations.ts';
import type { DeliveryLog } from '../../src/application/ports/messaging/delivery-log.ts';
import type { ErasedKeys } from '../../src/application/ports/privacy/erased-keys.ts';
import type { ErasureKeys } from '../../src/application/ports/privacy/erasure-keys.ts';
import type { Erasures } from '../../src/application/ports/privacy/erasures.ts';
import type { GoogleConnections } from '../../src/application/ports/connection/google-connections.ts';
import type { GoogleRevocations } from '../../src/application/ports/connection/google-revocations.ts';
import type { HumanActs } from '../../src/application/ports/messaging/human-acts.ts';
import type { Ids } from '../../src/application/ports/system/ids.ts';
import type { Inbox } from '../../src/application/ports/messaging/inbox.ts';
import type { OAuthStates } from '../../src/application/ports/connection/oauth-states.ts';
import type { Outbox } from '../../src/application/ports/messaging/outbox.ts';
import type { ParkedContents } from '../../src/application/ports/privacy/parked-contents.ts';
import type { ParkedItems } from '../../src/application/ports/messaging/parked-items.ts';
import type { PatientRecords } from '../../src/application/ports/privacy/patient-records.ts';
import type { People } from '../../src/application/ports/messaging/people.ts';
import type { Retention } from '../../src/application/ports/privacy/retention.ts';
import type { SealedTokens } from '../../src/application/ports/connection/sealed-tokens.ts';
import type { Turns } from '../../src/application/ports/messaging/turns.ts';
import type { ClinicId, ClinicNumber } from '../../src/domain/clinic/clinic.ts';
import type { ContactId } from '../../src/domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../src/domain/messaging/message.ts';

type Stores = {
  readonly people: People;
  readonly inbox: Inbox;
  readonly deliveryLog: DeliveryLog;
  readonly parkedItems: ParkedItems;
  readonly turns: Turns;
  readonly conversations: Conversations;
  readonly humanActs: HumanActs;
  readonly outbox: Outbox;
  readonly alerts: Alerts;
  readonly clinics: Clinics;
  readonly clinicCalendars: ClinicCalendars;
  readonly googleConnections: GoogleConnections;
  readonly googleRevocations: GoogleRevocations;
  readonly oauthStates: OAuthStates;
  readonly sealedTokens: SealedTokens;
  readonly appointments: Appointments;
  readonly erasures: Erasures;
  readonly erasedKeys: ErasedKeys;
  readonly parkedContents: ParkedContents;
  readonly patientRecords: PatientRecords;
  readonly retention: Retention;
  readonly apiKeys: ApiKeys;
  readonly auditTrail: AuditTrail;
  readonly clinicContexts: ClinicContexts;
  readonly clinicMembers: ClinicMembers;
  readonly clinicNumbers: ClinicNumbers;
  readonly clinicRegistry: ClinicRegistry;
  readonly idempotentRequests: IdempotentRequests;
  readonly requestBudgets: RequestBudgets;
};

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
