import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { ParkedItems } from '../../ports/messaging/parked-items.ts';
import type { RecordDeliveryStatus } from '../record-delivery-status.ts';

/**
 * Statuses can be faster than the response to the send (docs/vendors/meta.md#statuses): those that came without our own id
 * were parked, and are recorded as soon as the wamid is known.
 */
export type MatchParkedStatuses = (clinicId: ClinicId, metaMessageId: string) => Promise<void>;

type Needs = { parkedItems: ParkedItems; recordDeliveryStatus: RecordDeliveryStatus; clock: Clock };

export const makeMatchParkedStatuses =
  ({ parkedItems, recordDeliveryStatus, clock }: Needs): MatchParkedStatuses =>
  async (clinicId, metaMessageId) => {
    const parked = await parkedItems.statusesOf(clinicId, metaMessageId);
    const statuses = parked.flatMap(({ id, item }) => (item.kind === 'status' ? [{ id, status: item }] : []));
    if (statuses.length === 0) return;
    const outcomes = await recordDeliveryStatus(statuses.map(({ status }) => ({ clinicId, status })));
    const matched = statuses.filter((_, index) => outcomes[index]?.outcome !== 'unmatched');
    await parkedItems.resolve(
      matched.map(({ id }) => id),
      clock.now(),
    );
  };
