import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Identity } from '../../domain/messaging/contact-identity.ts';
import { inboundRepeatMs, later, type Erasure, type ErasureId } from '../../domain/privacy/erasure.ts';
import { identitiesIn, searchValues } from '../../domain/privacy/person-mentions.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErasedKeys } from '../ports/erased-keys.ts';
import type { ErasureKeys } from '../ports/erasure-keys.ts';
import type { ParkedContents } from '../ports/parked-contents.ts';
import type { ParkedItem } from '../ports/parked-items.ts';

/** Whose items are to be emptied: people of one clinic, by hashes. */
type Whom = {
  readonly clinicId: ClinicId;
  readonly erasures: readonly Pick<Erasure, 'id' | 'erasedAt' | 'identityKeys'>[];
  /** Where they are at hand only items with their text are looked at; without them every item of the clinic is. */
  readonly identities?: readonly Identity[];
};

/** Empties the parked items that are about people who were erased, in one walk; says after each page what it did. */
export type EmptyParked = (
  whom: Whom,
  emptied: (id: ErasureId, items: number) => Promise<void>,
) => Promise<void>;

type Needs = { parkedContents: ParkedContents; erasedKeys: ErasedKeys; keys: ErasureKeys; clock: Clock };

const pageSize = 500;

export const makeEmptyParked =
  ({ parkedContents, erasedKeys, keys, clock }: Needs): EmptyParked =>
  async ({ clinicId, erasures, identities }, emptied) => {
    const [first] = erasures;
    if (first === undefined) return;
    const byIdentity = Map.groupBy(
      erasures.flatMap((erasure) => erasure.identityKeys.map((key) => ({ key, erasure }))),
      ({ key }) => key,
    );
    /** Whose erasure it belongs to: what was received later is not erased. */
    const erasureOf = ({ item, receivedAt }: ParkedItem): ErasureId | undefined =>
      identitiesIn(item)
        .flatMap((identity) => byIdentity.get(keys.ofIdentity(clinicId, identity)) ?? [])
        .find(({ erasure }) => receivedAt <= erasure.erasedAt)?.erasure.id;

    const search = {
      clinicId,
      until: erasures.reduce(
        (latest, { erasedAt }) => (erasedAt > latest ? erasedAt : latest),
        first.erasedAt,
      ),
      ...(identities && { values: searchValues(identities) }),
    };
    let page = await parkedContents.page(search, pageSize);
    for (;;) {
      const theirs = Map.groupBy(page.items, erasureOf);
      for (const [id, items] of theirs) {
        if (id === undefined) continue;
        // a message that could not be stored and is repeated must not make its person known again
        const keepUntil = later(clock.now(), inboundRepeatMs);
        const repeated = items.map(({ item: { dedupeKey } }) => ({
          key: keys.ofMessage(clinicId, dedupeKey),
          keepUntil,
        }));
        await erasedKeys.remember([{ clinicId, id, keys: repeated }]);
        const ids = items.map((item) => item.id);
        await emptied(id, await parkedContents.empty(clinicId, ids, clock.now()));
      }
      if (page.next === undefined) return;
      page = await parkedContents.page({ ...search, after: page.next }, pageSize);
    }
  };
