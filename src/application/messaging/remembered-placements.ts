import type { Placement } from '../ports/messaging/people.ts';
import type { RoutedMessage } from './routed-message.ts';

/** Where known senders were placed last. Only a shortcut: the inbox refuses a placement that is out of date. */
export type RememberedPlacements = {
  recall(routed: RoutedMessage): Placement | undefined;
  remember(routed: RoutedMessage, placement: Placement): void;
  forget(routed: RoutedMessage): void;
};

/**
 * Keyed by everything a sighting says, so that anything new about a person is looked at by `placePerson`. Identity
 * news is never remembered. Bounded: the older half is dropped when full.
 */
export function rememberPlacements(capacity: number): RememberedPlacements {
  let recent = new Map<string, Placement>();
  let older = new Map<string, Placement>();

  return {
    recall(routed) {
      if (routed.message.identityChange) return undefined;
      const key = keyOf(routed);
      const placement = recent.get(key) ?? older.get(key);
      if (placement !== undefined && !recent.has(key)) recent.set(key, placement);
      return placement;
    },
    remember(routed, placement) {
      if (routed.message.identityChange) return;
      if (recent.size >= capacity / 2) {
        older = recent;
        recent = new Map();
      }
      recent.set(keyOf(routed), placement);
    },
    forget(routed) {
      const key = keyOf(routed);
      recent.delete(key);
      older.delete(key);
    },
  };
}

const keyOf = ({ number, message: { person } }: RoutedMessage): string =>
  JSON.stringify([
    number.clinicId,
    number.whatsappNumber,
    person.phone,
    person.bsuid,
    person.parentBsuid,
    person.profileName,
  ]);
