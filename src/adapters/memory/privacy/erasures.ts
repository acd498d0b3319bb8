import type { Erasures } from '../../../application/ports/privacy/erasures.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import {
  noCounts,
  type Erasure,
  type ErasureCounts,
  type ErasureId,
  type ErasureRecord,
} from '../../../domain/privacy/erasure.ts';
import type { MemoryDatabase } from '../database.ts';
import { eraseTraces, keysOf, tracesOf } from './erase-person.ts';
import { rememberKeys } from './erased-keys.ts';
import { peopleOf } from '../messaging/people.ts';
import { given } from '../../../domain/given.ts';

export const memoryErasures = (db: MemoryDatabase): Erasures => {
  const { erasures } = db.privacy;
  const placeOf = (clinicId: ClinicId, id: ErasureId) => `${clinicId} ${id}`;
  const isThere = ({ clinicId, contactIds }: Pick<ErasureRecord, 'clinicId' | 'contactIds'>) =>
    contactIds.some((id) => isKnown(db, clinicId, id));

  const change = (clinicId: ClinicId, id: ErasureId, to: (erasure: Erasure) => Erasure) => {
    const found = erasures.get(placeOf(clinicId, id));
    if (found !== undefined) erasures.set(placeOf(clinicId, id), to(found));
  };

  return {
    async erase({ id, clinicId, contactId, at, by }, record) {
      let written = '';
      for (;;) {
        const looked = await db.atomically(() => {
          if (!isKnown(db, clinicId, contactId)) return undefined;
          const about = recordOf(db, { id, clinicId, contactIds: personOf(db, clinicId, contactId), at });
          if (JSON.stringify(about) !== written) return { about };
          const traces = tracesOf(db, clinicId, about.contactIds);
          const counts = eraseTraces(db, traces, at);
          rememberKeys(db, clinicId, id, about.keys);
          return { about, done: { erasure: keep(about, counts, by), identities: traces.identities } };
        });
        if (looked === undefined) return undefined;
        if (looked.done !== undefined) return looked.done;
        await record(looked.about);
        written = JSON.stringify(looked.about);
      }
    },

    eraseAgain: (record) =>
      db.atomically(() => {
        const { clinicId, id, contactIds, erasedAt } = record;
        if (!isThere(record)) return;
        const traces = tracesOf(db, clinicId, contactIds);
        rememberKeys(db, clinicId, id, keysOf(db, traces, erasedAt));
        keep(record, eraseTraces(db, traces, erasedAt));
      }),

    recall: (known) =>
      db.atomically(() => {
        for (const { record, certificate } of known) {
          const { clinicId, id } = record;
          keep(record, noCounts);
          if (certificate === undefined) continue;
          change(clinicId, id, (found) => ({ certificate, ...found, state: 'done' }));
        }
      }),

    undone: (records) =>
      db.atomically(() =>
        records.flatMap((record, place) =>
          !erasures.has(placeOf(record.clinicId, record.id)) || isThere(record)
            ? [{ place, isThere: isThere(record) }]
            : [],
        ),
      ),

    foreignMerges: (clinicId, contactIds) =>
      db.atomically(() => {
        const own = new Set(contactIds);
        return peopleOf(db, clinicId).merges.flatMap(({ kept, merged }) =>
          own.has(kept) === own.has(merged.id) ? [] : [merged.id],
        );
      }),

    get: (clinicId, id) => db.atomically(() => structuredClone(erasures.get(placeOf(clinicId, id)))),

    ofClinic: (clinicId, limit, before) =>
      db.atomically(() =>
        [...erasures.values()]
          .filter((erasure) => erasure.clinicId === clinicId)
          .sort((a, b) => byAge(b, a))
          .filter((erasure) => before === undefined || byAge(erasure, before) < 0)
          .slice(0, limit)
          .map((erasure) => structuredClone(erasure)),
      ),

    list: (limit, after) =>
      db.atomically(() =>
        [...erasures]
          .filter(([place]) => after === undefined || place > placeOf(after.clinicId, after.id))
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .slice(0, limit)
          .map(([, { clinicId, id }]) => ({ clinicId, id })),
      ),

    record: (clinicId, id) =>
      db.atomically(() => {
        const found = erasures.get(placeOf(clinicId, id));
        if (found === undefined) return undefined;
        const { erasedAt, contactIds, identityKeys, certificate } = found;
        const keys = [...db.privacy.keys]
          .filter(([place, { erasure }]) => place.startsWith(clinicId) && erasure === id)
          .map(([, { key, coversUntil, keepUntil }]) => ({
            key,
            ...given({ coversUntil, keepUntil }),
          }));
        const record = { clinicId, id, erasedAt, contactIds, identityKeys, keys };
        return { record, ...given({ certificate }) };
      }),

    unfinished: (limit, before, after) =>
      db.atomically(() =>
        [...erasures.values()]
          .filter(({ state, erasedAt }) => state === 'open' && erasedAt < before)
          .sort(byAge)
          .filter((erasure) => after === undefined || byAge(erasure, after) > 0)
          .slice(0, limit)
          .map((erasure) => structuredClone(erasure)),
      ),

    countParked: (clinicId, id, items) =>
      db.atomically(() =>
        change(clinicId, id, (found) => ({
          ...found,
          counts: { ...found.counts, webhook_items: found.counts.webhook_items + items },
        })),
      ),

    finish: (clinicId, id, certificate) =>
      db.atomically(() => {
        change(clinicId, id, (found) => ({
          ...found,
          state: 'done',
          certificate: found.certificate ?? certificate,
        }));
        return erasures.get(placeOf(clinicId, id))?.certificate ?? certificate;
      }),
  };

  function keep(record: ErasureRecord, counts: ErasureCounts, erasedBy?: string): Erasure {
    const { clinicId, id, erasedAt, contactIds, identityKeys } = record;
    const place = placeOf(clinicId, id);
    const made: Erasure = {
      ...{ clinicId, id, erasedAt, contactIds, identityKeys, state: 'open', counts },
      ...given({ erasedBy }),
    };
    const erasure = erasures.get(place) ?? made;
    erasures.set(place, structuredClone(erasure));
    return erasure;
  }
};

type Aged = Pick<Erasure, 'erasedAt' | 'id'>;
const byAge = (a: Aged, b: Aged) =>
  a.erasedAt.getTime() - b.erasedAt.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));

type Who = {
  readonly id: ErasureId;
  readonly clinicId: ClinicId;
  readonly contactIds: readonly ContactId[];
  readonly at: Date;
};

function recordOf(db: MemoryDatabase, { id, clinicId, contactIds, at }: Who): ErasureRecord {
  const traces = tracesOf(db, clinicId, contactIds);
  return {
    id,
    clinicId,
    erasedAt: at,
    contactIds,
    identityKeys: traces.identities.map((identity) => db.erasureKeys.ofIdentity(clinicId, identity)),
    keys: keysOf(db, traces, at),
  };
}

const isKnown = (db: MemoryDatabase, clinicId: ClinicId, id: ContactId): boolean => {
  const { directory, merges } = peopleOf(db, clinicId);
  return directory.contacts.has(id) || merges.some(({ merged }) => merged.id === id);
};

/** The contact, who it was merged into, and everybody who was merged into those. */
export function personOf(db: MemoryDatabase, clinicId: ClinicId, id: ContactId): readonly ContactId[] {
  const { merges } = peopleOf(db, clinicId);
  let root = id;
  for (let up = merges.find(({ merged }) => merged.id === root); up !== undefined;) {
    root = up.kept;
    up = merges.find(({ merged }) => merged.id === root);
  }
  const person = [root];
  for (const each of person)
    person.push(...merges.filter(({ kept }) => kept === each).map(({ merged }) => merged.id));
  return person;
}
