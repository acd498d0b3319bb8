import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ErasureJournal, JournalEntry } from '../../application/ports/privacy/erasure-journal.ts';
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

/** Runs `work` while nobody else of the machine does so for the same file. */
type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * JSON lines, mode 600, each with its own mac: whoever can write the file, but has no key, cannot have a patient
 * erased at the next start. Several processes of one machine may share the file: one of them writes at a time, and each
 * line with one call of the system, which appends it whole even where `alone` cannot see the other process.
 */
export function fileErasureJournal(path: string, key: Uint8Array, alone: Alone): ErasureJournal {
  const macOf = (json: string) => createHmac('sha256', key).update(`journal\n${json}`).digest('base64url');
  let last: Promise<void> = Promise.resolve();

  return {
    append(entry) {
      const json = journalLine(entry);
      const line = `${macOf(json)} ${json}\n`;
      const written = last.then(() => alone(() => appendLine(path, line)));
      last = written.catch(() => undefined);
      return written;
    },

    async *read(): AsyncIterable<JournalEntry> {
      let number = 0;
      for await (const text of wholeLinesOf(path)) {
        number += 1;
        yield* entryOf(text, number);
      }
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

/** The last one without its end is being written, or was cut off by a crash: nobody was told that it is there. */
async function* wholeLinesOf(path: string): AsyncIterable<string> {
  let pieces: string[] = [];
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n');
      pieces.push(first);
      for (const other of others) {
        yield pieces.join('');
        pieces = [other];
      }
    }
  } catch (error) {
    // nothing was ever erased
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(1);
    if (size > 0) await file.read(end, 0, 1, size - 1);
    const isTorn = size > 0 && end.toString() !== '\n';
    const bytes = Buffer.from(`${isTorn ? `${tornMark}\n` : ''}${line}`);
    // one call: appendFile would write in parts, and those of two processes could mix
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length)
      throw new Error(
        `ERASURE_JOURNAL: only ${bytesWritten} of ${bytes.length} bytes could be written to ${path}`,
      );
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
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
