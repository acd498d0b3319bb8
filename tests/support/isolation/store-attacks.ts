import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { Row } from './fill.ts';
import { accessAttacks } from './stores/access.ts';
import { calendarsAttacks } from './stores/calendars.ts';
import { clinicAttacks } from './stores/clinic.ts';
import { connectionAttacks } from './stores/connection.ts';
import { filesAttacks } from './stores/files.ts';
import { messagingAttacks } from './stores/messaging.ts';
import { operationsAttacks } from './stores/operations.ts';
import { privacyAttacks } from './stores/privacy.ts';
import { pushAttacks } from './stores/push.ts';
import { schedulingAttacks } from './stores/scheduling.ts';
import { sendingAttacks } from './stores/sending.ts';
import { targetOf, type AttacksOf, type Stores } from './stores/target.ts';

/**
 * Every method of every store, called for the clinic `own` with ids, keys and leases that are the victim's. A method
 * that is missing here does not compile.
 */
export function storeAttacks(
  stores: Stores,
  own: ClinicId,
  of: (table: string) => Row,
): AttacksOf<keyof Stores> {
  const target = targetOf(stores, own, of);
  return {
    ...messagingAttacks(target),
    ...sendingAttacks(target),
    ...filesAttacks(target),
    ...schedulingAttacks(target),
    ...calendarsAttacks(target),
    ...connectionAttacks(target),
    ...privacyAttacks(target),
    ...accessAttacks(target),
    ...clinicAttacks(target),
    ...operationsAttacks(target),
    ...pushAttacks(target),
  };
}
