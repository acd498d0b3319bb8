import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ErasureRecord } from '../../domain/privacy/erasure.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ErasedKeys } from '../ports/privacy/erased-keys.ts';
import type { ErasureJournal, JournalEntry } from '../ports/privacy/erasure-journal.ts';
import type { Erasures } from '../ports/privacy/erasures.ts';
import type { People } from '../ports/messaging/people.ts';
import type { EmptyParked } from './empty-parked.ts';
import { given } from '../../domain/given.ts';

type ReapplyReport = {
  readonly entries: number;
  /** The database knew nothing of them: it is older than they are. */
  readonly unknown: number;
  /** Their people were there again. */
  readonly erasedAgain: number;
  /** The database knew them and the journal did not: it was lost, or is another one. */
  readonly writtenAgain: number;
};

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
  erasureJournal: ErasureJournal;
  emptyParked: EmptyParked;
  clock: Clock;
};

const chunkSize = 500;

export const makeReapplyErasures = (needs: Needs): ReapplyErasures => {
  const { erasures, erasedKeys, people, erasureJournal, emptyParked, clock } = needs;

  const eraseAgain = async (record: ErasureRecord): Promise<void> => {
    const { clinicId, contactIds } = record;
    // merges that were undone before the erasure: those others were not erased
    for (const merged of await erasures.foreignMerges(clinicId, contactIds))
      await people.undoMerge(clinicId, merged, clock.now());
    await erasures.eraseAgain(record);
  };

  /** Those of the journal that were not done in this database, or are undone. */
  const compare = async (chunk: readonly ErasureRecord[], certificates: ReadonlyMap<string, string>) => {
    const undone = (await erasures.undone(chunk)).map(({ place, isThere }) => ({
      record: chunk[place] as ErasureRecord,
      isThere,
    }));
    const records = undone.map(({ record }) => record);
    const people = undone.filter(({ isThere }) => isThere);
    for (const { record } of people) await eraseAgain(record);
    const now = clock.now();
    await erasedKeys.remember(records.map((record) => ({ ...record, keys: stillAsked(record, now) })));
    await erasures.recall(
      records.map((record) => {
        const certificate = certificates.get(keyOf(record));
        return { record, ...given({ certificate }) };
      }),
    );
    return { records, erasedAgain: people.length };
  };

  const writeMissing = async (known: ReadonlySet<string>): Promise<number> => {
    let written = 0;
    let page = await erasures.list(chunkSize);
    while (page.length > 0) {
      for (const { clinicId, id } of page.filter((each) => !known.has(keyOf(each)))) {
        const found = await erasures.record(clinicId, id);
        if (found === undefined) continue;
        const { record, certificate } = found;
        await erasureJournal.append({ type: 'erasure', record });
        if (certificate !== undefined)
          await erasureJournal.append({ type: 'certificate', clinicId, id, certificate });
        written += 1;
      }
      page = await erasures.list(chunkSize, page.at(-1));
    }
    return written;
  };

  return async () => {
    const { records, certificates } = await collect(erasureJournal.read());
    const undone: ErasureRecord[] = [];
    let erasedAgain = 0;
    for (let start = 0; start < records.length; start += chunkSize) {
      const done = await compare(records.slice(start, start + chunkSize), certificates);
      undone.push(...done.records);
      erasedAgain += done.erasedAgain;
    }
    // one walk per clinic for all of them; what a certificate says stays, open ones are finished by the worker
    for (const [clinicId, own] of Map.groupBy(undone, (record) => record.clinicId))
      await emptyParked({ clinicId, erasures: own }, async (id, items) => {
        if (!certificates.has(keyOf({ clinicId, id }))) await erasures.countParked(clinicId, id, items);
      });
    const writtenAgain = await writeMissing(new Set(records.map(keyOf)));
    return { entries: records.length, unknown: undone.length, erasedAgain, writtenAgain };
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
