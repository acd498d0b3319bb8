import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Identity } from '../../domain/messaging/people/contact-identity.ts';
import { inboundRepeatMs, later, type Erasure, type ErasureId } from '../../domain/privacy/erasure.ts';
import { identitiesIn, searchValues } from '../../domain/privacy/person-mentions.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ErasedKeys } from '../ports/privacy/erased-keys.ts';
import type { ErasureKeys } from '../ports/privacy/erasure-keys.ts';
import type { ParkedContents } from '../ports/privacy/parked-contents.ts';
import type { ParkedItem } from '../ports/messaging/parked-items.ts';

/** Whose items are to be emptied: people of one clinic, by hashes. */
type Who = {
  readonly clinicId: ClinicId;
  readonly erasures: readonly Pick<Erasure, 'id' | 'erasedAt' | 'identityKeys'>[];
  /**
   * At hand only right after the erasure: then only items with their text are looked at, and everything that is there
   * goes. Without them every item of the clinic is looked at, and what was received until the erasure goes.
   */
  readonly identities?: readonly Identity[];
};

/**
 * Empties the parked items that are about people who were erased, in one walk; says after each page what it did. How
 * many in all.
 */
export type EmptyParked = (
  who: Who,
  emptied: (id: ErasureId, items: number) => Promise<void>,
) => Promise<number>;

type Needs = {
  parkedContents: ParkedContents;
  erasedKeys: ErasedKeys;
  erasureKeys: ErasureKeys;
  clock: Clock;
};

const pageSize = 500;
/** More than the clocks of a process and of the database differ by. */
const clocksDifferMs = 60_000;

export const makeEmptyParked =
  ({ parkedContents, erasedKeys, erasureKeys, clock }: Needs): EmptyParked =>
  async ({ clinicId, erasures, identities }, emptied) => {
    const [first] = erasures;
    if (first === undefined) return 0;
    const byIdentity = Map.groupBy(
      erasures.flatMap((erasure) => erasure.identityKeys.map((key) => ({ key, erasure }))),
      ({ key }) => key,
    );
    const justNow = identities && later(clock.now(), clocksDifferMs);
    /** Whose erasure it belongs to: what was received later is not erased. */
    const erasureOf = ({ item, receivedAt }: ParkedItem): ErasureId | undefined =>
      identitiesIn(item)
        .flatMap((identity) => byIdentity.get(erasureKeys.ofIdentity(clinicId, identity)) ?? [])
        .find(({ erasure }) => receivedAt <= (justNow ?? erasure.erasedAt))?.erasure.id;

    const search = {
      clinicId,
      until:
        justNow ??
        erasures.reduce((latest, { erasedAt }) => (erasedAt > latest ? erasedAt : latest), first.erasedAt),
      ...(identities && { values: searchValues(identities) }),
    };
    let total = 0;
    let page = await parkedContents.page(search, pageSize);
    for (;;) {
      const theirs = Map.groupBy(page.items, erasureOf);
      for (const [id, items] of theirs) {
        if (id === undefined) continue;
        // a message that could not be stored and is repeated must not make its person known again
        const keepUntil = later(clock.now(), inboundRepeatMs);
        const repeated = items.map(({ item: { dedupeKey } }) => ({
          key: erasureKeys.ofMessage(clinicId, dedupeKey),
          keepUntil,
        }));
        await erasedKeys.remember([{ clinicId, id, keys: repeated }]);
        const ids = items.map((item) => item.id);
        const count = await parkedContents.empty(clinicId, ids, clock.now());
        total += count;
        await emptied(id, count);
      }
      if (page.next === undefined) return total;
      page = await parkedContents.page({ ...search, after: page.next }, pageSize);
    }
  };
