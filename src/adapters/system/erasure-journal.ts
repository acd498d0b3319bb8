import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ErasureJournal, JournalEntry } from '../../application/ports/erasure-journal.ts';
import { journalLine, readJournalLine } from './journal-line.ts';

/** An entry that was written and cannot be trusted or read. What it says would not be done: nothing starts. */
class ErasureJournalUnreadable extends Error {
  constructor(path: string, line: number, problem: string) {
    super(`ERASURE_JOURNAL: line ${line} of ${path} ${problem}`);
    this.name = 'ErasureJournalUnreadable';
  }
}

/** Ends a line that a crash has cut off; it was never acknowledged. */
const tornMark = '#torn';

/**
 * JSON lines, mode 600, each with its own mac: whoever can write the file, but has no key, cannot have a patient
 * erased at the next start. Several processes of one machine may share the file.
 */
export function fileErasureJournal(path: string, key: Uint8Array): ErasureJournal {
  const macOf = (json: string) => createHmac('sha256', key).update(`journal\n${json}`).digest('base64url');
  return {
    async append(entry) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, 'a+', 0o600);
      try {
        const { size } = await file.stat();
        const last = Buffer.alloc(1);
        if (size > 0) await file.read(last, 0, 1, size - 1);
        const isTorn = size > 0 && last.toString() !== '\n';
        const json = journalLine(entry);
        await file.appendFile(`${isTorn ? `${tornMark}\n` : ''}${macOf(json)} ${json}\n`);
        await file.sync();
        if (size === 0) await syncFolder(dirname(path));
      } finally {
        await file.close();
      }
    },

    async *read(): AsyncIterable<JournalEntry> {
      let number = 0;
      let held: { readonly number: number; readonly text: string } | undefined;
      for await (const text of linesOf(path)) {
        if (held !== undefined) yield* entryOf(held.text, held.number);
        number += 1;
        held = { number, text };
      }
      // only the last line can have been cut off without a mark
      if (held !== undefined && (await endsWithNewLine(path))) yield* entryOf(held.text, held.number);
    },
  };

  function* entryOf(text: string, number: number): Iterable<JournalEntry> {
    if (text === '' || text.endsWith(tornMark)) return;
    const space = text.indexOf(' ');
    const json = text.slice(space + 1);
    if (!isSame(text.slice(0, Math.max(space, 0)), macOf(json)))
      throw new ErasureJournalUnreadable(path, number, 'is damaged, or was written with another ERASURE_KEY');
    const entry = readJournalLine(json);
    if (entry === undefined) throw new ErasureJournalUnreadable(path, number, 'is of a later version');
    yield entry;
  }
}

const isSame = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

async function* linesOf(path: string): AsyncIterable<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    // nothing was ever erased
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file !== undefined) yield* file.readLines();
}

async function endsWithNewLine(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    await file.read(last, 0, 1, size - 1);
    return last.toString() === '\n';
  } finally {
    await file.close();
  }
}

/** A new file is on the disk only when its name is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
