import { clinicId, type ClinicId, type ClinicNumber } from '../../domain/clinic/clinic.ts';
import { given } from '../../domain/given.ts';
import { readLegacyMessage, type LegacyMessage } from '../../domain/legacy/legacy-message.ts';
import { left, type LegacyOutcome, type LegacyRow } from '../../domain/legacy/legacy-row.ts';
import { isUuid } from '../../domain/legacy/legacy-values.ts';
import type { StoreMessages } from '../messaging/store-messages.ts';
import type { ClinicNumbers } from '../ports/clinic/clinic-numbers.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { ImportPage } from './import-page.ts';

/** Messages on their way through the store of every message, as history: once, for whoever they belong to now. */
export type ImportLegacyMessages = ImportPage;

type Needs = {
  clinicRegistry: Pick<ClinicRegistry, 'get'>;
  clinicNumbers: Pick<ClinicNumbers, 'list'>;
  storeMessages: StoreMessages;
};

const mostNumbers = 100;
const requestId = 'import-legacy';

export const makeImportLegacyMessages = (needs: Needs): ImportLegacyMessages => {
  const { clinicRegistry, clinicNumbers, storeMessages } = needs;

  const numbersOf = async (owner: ClinicId): Promise<readonly ClinicNumber[] | undefined> =>
    (await clinicRegistry.get(owner)) === undefined ? undefined : clinicNumbers.list(owner, mostNumbers);

  const readAll = async (rows: readonly LegacyRow[]) => {
    const numbers = new Map<string, readonly ClinicNumber[] | undefined>();
    const read: (LegacyMessage | ReturnType<typeof left>)[] = [];
    for (const row of rows) {
      const owner = row['clinicId']?.toLowerCase();
      if (!isUuid(owner)) {
        read.push(left('clinic-unknown'));
        continue;
      }
      if (!numbers.has(owner)) numbers.set(owner, await numbersOf(clinicId(owner)));
      const own = numbers.get(owner);
      const message = own === undefined ? { left: 'clinic-unknown' as const } : readLegacyMessage(row, own);
      read.push('left' in message ? left(message.left) : message);
    }
    return read;
  };

  return async (rows) => {
    const read = await readAll(rows);
    const taken = read.flatMap((each, at) => ('message' in each ? [{ at, each }] : []));
    const stored = await storeMessages(
      taken.map(({ each: { number, message } }) => ({ number, message, requestId })),
    );
    const outcomes = read.map((each): LegacyOutcome => ('message' in each ? { outcome: 'known' } : each));
    for (const [n, { at, each }] of taken.entries())
      if (stored[n] === 'stored') outcomes[at] = { outcome: 'taken', ...given({ reason: each.reason }) };
      else if (stored[n] === 'erased') outcomes[at] = left('erased-here');
      else if (stored[n] === 'refused') outcomes[at] = left('store-refuses');
    return outcomes;
  };
};
