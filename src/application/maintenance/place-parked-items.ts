import type { ParkedItems } from '../ports/messaging/parked-items.ts';
import { numberInactive, numberUnknown } from '../messaging/park-items.ts';
import type { ReplayParkedItems } from '../messaging/replay-parked-items.ts';

/** Ingests what came for a number before it was registered or switched on again. May be repeated, and done twice. */
export type PlaceParkedItems = (stillWanted: () => boolean) => Promise<void>;

type Needs = { parkedItems: Pick<ParkedItems, 'addressees'>; replayParkedItems: ReplayParkedItems };

const clinicsAtOnce = 100;
/** Of a hundred items, for each clinic and round. */
const pages = 10;

export const makePlaceParkedItems =
  ({ parkedItems, replayParkedItems }: Needs): PlaceParkedItems =>
  async (stillWanted) => {
    for (const clinicId of await parkedItems.addressees([numberUnknown, numberInactive], clinicsAtOnce)) {
      if (!stillWanted()) return;
      await replayParkedItems({ reach: [clinicId], pages });
    }
  };
