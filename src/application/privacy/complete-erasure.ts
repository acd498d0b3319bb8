import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Identity } from '../../domain/messaging/contact-identity.ts';
import { inboundRepeatMs, later, type Erasure, type ErasedKey } from '../../domain/privacy/erasure.ts';
import { identitiesIn, searchValues } from '../../domain/privacy/person-mentions.ts';
import type { CertificateSigner } from '../ports/certificate-signer.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErasedKeys } from '../ports/erased-keys.ts';
import type { ErasureJournal } from '../ports/erasure-journal.ts';
import type { ErasureKeys } from '../ports/erasure-keys.ts';
import type { Erasures } from '../ports/erasures.ts';
import type { ParkedContents } from '../ports/parked-contents.ts';
import type { ParkedItem } from '../ports/parked-items.ts';

/**
 * What is left of an erasure after the tables of the clinic: parked items that are about the person, and the
 * certificate. May be repeated from any point. With the identities at hand only items with their text are looked at;
 * without them every item of the clinic is, by hashes.
 */
export type CompleteErasure = (erasure: Erasure, identities?: readonly Identity[]) => Promise<Erasure>;

type Needs = {
  erasures: Erasures;
  erasedKeys: ErasedKeys;
  parkedContents: ParkedContents;
  keys: ErasureKeys;
  signer: CertificateSigner;
  journal: ErasureJournal;
  clock: Clock;
};

const pageSize = 500;

export const makeCompleteErasure = (needs: Needs): CompleteErasure => {
  const { erasures, erasedKeys, parkedContents, keys, signer, journal, clock } = needs;

  const isAbout = ({ clinicId, identityKeys }: Erasure) => {
    const wanted = new Set(identityKeys);
    return ({ item }: ParkedItem) =>
      identitiesIn(item).some((identity) => wanted.has(keys.ofIdentity(clinicId, identity)));
  };

  const emptyParked = async (erasure: Erasure, identities?: readonly Identity[]): Promise<void> => {
    const { clinicId, id, erasedAt } = erasure;
    const isTheirs = isAbout(erasure);
    const search = {
      clinicId,
      until: erasedAt,
      ...(identities && { values: searchValues(identities) }),
    };
    let page = await parkedContents.page(search, pageSize);
    for (;;) {
      const theirs = page.items.filter(isTheirs);
      if (theirs.length > 0) {
        await erasedKeys.remember(clinicId, id, repeatKeys(clinicId, theirs));
        const emptied = await parkedContents.empty(
          clinicId,
          theirs.map((each) => each.id),
          clock.now(),
        );
        await erasures.countParked(clinicId, id, emptied);
      }
      if (page.next === undefined) return;
      page = await parkedContents.page({ ...search, after: page.next }, pageSize);
    }
  };

  /** A message that could not be stored and is repeated must not make its person known again. */
  const repeatKeys = (clinicId: ClinicId, items: readonly ParkedItem[]): readonly ErasedKey[] =>
    items.map(({ item }) => ({
      key: keys.ofMessage(clinicId, item.dedupeKey),
      keepUntil: later(clock.now(), inboundRepeatMs),
    }));

  return async (erasure, identities) => {
    const { clinicId, id } = erasure;
    await emptyParked(erasure, identities);
    const { counts, erasedAt, identityKeys } = (await erasures.get(clinicId, id)) ?? erasure;
    const signed = await signer.sign({ id, clinicId, identityKeys, counts, erasedAt });
    const certificate = await erasures.finish(clinicId, id, signed);
    await journal.append({ type: 'certificate', clinicId, id, certificate });
    return { ...erasure, counts, state: 'done', certificate };
  };
};
