import type {
  ConversationEvents,
  ReceivedEvent,
} from '../../../application/ports/messaging/conversation-events.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** For one process. */
export function memoryConversationNews(): ConversationEvents {
  const listeners = new Map<ClinicId, Set<(news: ReceivedEvent) => void>>();
  return {
    announce(events) {
      for (const event of events) for (const listener of listeners.get(event.clinicId) ?? []) listener(event);
    },
    subscribe(clinicId, listener) {
      const own = listeners.get(clinicId) ?? new Set();
      listeners.set(clinicId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(clinicId) === own) listeners.delete(clinicId);
      };
    },
  };
}
