import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ConversationId, MessageId } from '../../domain/messaging/message.ts';
import type { ConnectionStatus } from '../../domain/connection/google-connection.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { CalendarsInUse } from '../scheduling/calendars-in-use.ts';
import type { FindAvailability } from '../scheduling/find-availability.ts';

/** Whom a turn is about, and how things stand. */
export type BoundTurn = {
  readonly context: ClinicContext;
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
  /** The messages that are being answered. */
  readonly answering: ReadonlySet<MessageId>;
  readonly now: Date;
  /** The clinic's connection to Google, as it was seen just now; absent: it is asked. */
  readonly google?: ConnectionStatus | 'none';
  /** Times that others took while earlier answers to this turn were being committed. */
  readonly taken: readonly TimeSlot[];
};

export type AgendaNeeds = {
  googleConnections: Pick<GoogleConnections, 'get'>;
  calendarsInUse: CalendarsInUse;
  findAvailability: FindAvailability;
  appointments: Pick<Appointments, 'get' | 'ofContact'>;
  conversations: Pick<Conversations, 'get' | 'messages' | 'shown'>;
  ids: Ids;
  syncPolicy: Pick<SyncPolicy, 'holdMs'>;
};
