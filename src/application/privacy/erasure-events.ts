import type { Erasure } from '../../domain/privacy/erasure.ts';
import type { ConversationEvent } from '../ports/messaging/conversation-events.ts';

type Erased = Pick<Erasure, 'clinicId' | 'contactIds' | 'counts'>;

/** What open consoles learn of it: who is gone, by random ids, and what else they show that named the person. */
export const eventsOfErasure = ({ clinicId, contactIds, counts }: Erased): readonly ConversationEvent[] => [
  ...contactIds.map((contactId) => ({ event: 'patient-erased', clinicId, contactId }) as const),
  ...(counts.appointments > 0 ? [{ event: 'agenda-changed', clinicId } as const] : []),
  ...(counts.alerts > 0 ? [{ event: 'alerts-changed', clinicId } as const] : []),
];
