import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ErasureRecord } from '../../domain/privacy/erasure.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErasedKeys } from '../ports/erased-keys.ts';
import type { ErasureJournal, JournalEntry } from '../ports/erasure-journal.ts';
import type { Erasures } from '../ports/erasures.ts';
import type { People } from '../ports/people.ts';
import type { CompleteErasure } from './complete-erasure.ts';

type ReapplyReport = { readonly entries: number; readonly erasedAgain: number };

/**
 * Compares every erasure of the journal with the database, and does again what an older backup has brought back. To be
 * run before anything else works on the database; where nothing was restored it costs a few statements per thousand
 * entries. A person who came back after the erasure is another contact, and is left alone.
 */
export type ReapplyErasures = () => Promise<ReapplyReport>;

type Needs = {
  erasures: Erasures;
  erasedKeys: ErasedKeys;
  people: People;
  journal: ErasureJournal;
  completeErasure: CompleteErasure;
  clock: Clock;
};

const chunkSize = 1_000;

export const makeReapplyErasures = (needs: Needs): ReapplyErasures => {
  const { erasures, erasedKeys, people, journal, completeErasure, clock } = needs;

  const again = async (record: ErasureRecord, certificate: string | undefined): Promise<boolean> => {
    const { clinicId, id, contactIds } = record;
    // merges that were undone before the erasure: those others were not erased
    for (const merged of await erasures.foreignMerges(clinicId, contactIds))
      await people.undoMerge(clinicId, merged, clock.now());
    const wasThere = await erasures.eraseAgain(record);
    await erasedKeys.remember(clinicId, id, stillAsked(record, clock.now()));
    if (certificate !== undefined) await erasures.finish(clinicId, id, certificate);
    const erasure = await erasures.get(clinicId, id);
    if (erasure !== undefined) await completeErasure(erasure);
    return wasThere;
  };

  return async () => {
    const { records, certificates } = await collect(journal.read());
    let erasedAgain = 0;
    for (let start = 0; start < records.length; start += chunkSize) {
      const chunk = records.slice(start, start + chunkSize);
      for (const place of await erasures.undone(chunk)) {
        const record = chunk[place] as ErasureRecord;
        erasedAgain += (await again(record, certificates.get(keyOf(record)))) ? 1 : 0;
      }
    }
    return { entries: records.length, erasedAgain };
  };
};

const keyOf = ({ clinicId, id }: { readonly clinicId: ClinicId; readonly id: string }) => `${clinicId} ${id}`;

/** An erasure may have been written twice, when more came in while the first was being written: the last one counts. */
async function collect(entries: AsyncIterable<JournalEntry>) {
  const records = new Map<string, ErasureRecord>();
  const certificates = new Map<string, string>();
  for await (const entry of entries) {
    if (entry.type === 'erasure') records.set(keyOf(entry.record), entry.record);
    else certificates.set(keyOf(entry), entry.certificate);
  }
  return { records: [...records.values()], certificates };
}

const stillAsked = ({ keys }: ErasureRecord, now: Date) =>
  keys.filter(({ keepUntil }) => keepUntil === undefined || keepUntil > now);
