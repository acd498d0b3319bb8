import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryErasureJournal } from '../../../src/adapters/memory/privacy/erasure-journal.ts';
import { alone } from '../../../src/adapters/system/process-lock.ts';
import { fileErasureJournal } from '../../../src/adapters/journal/erasure-journal.ts';
import type { ErasureJournal, JournalEntry } from '../../../src/application/ports/privacy/erasure-journal.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { erasureId } from '../../../src/domain/privacy/erasure.ts';

const key = new Uint8Array(32).fill(1);
const at = new Date('2026-03-02T12:00:00.123Z');
const erasure = (id: string, further = 0): JournalEntry => ({
  type: 'erasure',
  record: {
    id: erasureId(id),
    clinicId: clinicId('clinic'),
    erasedAt: at,
    contactIds: [contactId('contact')],
    identityKeys: ['identity'],
    keys: [
      ...[{ key: 'one', keepUntil: at }, { key: 'two', coversUntil: at }, { key: 'three' }],
      ...Array.from({ length: further }, (_, n) => ({ key: `018f0000-0000-7000-8000-${n}`, keepUntil: at })),
    ],
  },
});
const certificate: JournalEntry = {
  type: 'certificate',
  clinicId: clinicId('clinic'),
  id: erasureId('e1'),
  certificate: 'a.b.c',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));
const pathOf = () => join(folder, 'deep', 'erasures.jsonl');
const file = (erasureKey = key) => fileErasureJournal(pathOf(), erasureKey, (work) => alone(pathOf(), work));
/** More than Node writes at once: 512 KiB. */
const large = 12_000;
const entries = async (journal: ErasureJournal) => {
  const read: JournalEntry[] = [];
  for await (const entry of journal.read()) read.push(entry);
  return read;
};

describe.each([
  ['in memory', memoryErasureJournal],
  ['in a file', file],
])('an erasure journal %s', (_, make) => {
  it('is empty before the first erasure, and gives every entry back as it was, in order', async () => {
    const journal = make();
    expect(await entries(journal)).toEqual([]);
    const written = [erasure('e1'), certificate, erasure('e2')];
    for (const entry of written) await journal.append(entry);
    expect(await entries(journal)).toEqual(written);
    expect(await entries(journal)).toEqual(written);
  });

  it('holds what many write at once', async () => {
    const journal = make();
    await Promise.all(Array.from({ length: 20 }, (_, n) => journal.append(erasure(`e${n}`))));
    expect(await entries(journal)).toHaveLength(20);
  });
});

describe('an erasure journal in a file', () => {
  it('is for its owner only', async () => {
    await file().append(erasure('e1'));
    expect((await stat(pathOf())).mode & 0o777).toBe(0o600);
  });

  it('survives a line that a crash has cut off, then and when more is written', async () => {
    await file().append(erasure('e1'));
    await appendFile(pathOf(), 'mac {"v":1,"type":"era');
    expect(await entries(file())).toEqual([erasure('e1')]);
    await file().append(erasure('e2'));
    expect(await entries(file())).toEqual([erasure('e1'), erasure('e2')]);
  });

  const ids = async () =>
    (await entries(file())).map((entry) => (entry.type === 'erasure' ? entry.record.id : 'certificate'));

  it('holds large ones that many write at once, through one opener and through several', async () => {
    const [one, another] = [file(), file()];
    const names = Array.from({ length: 8 }, (_, n) => `e${n}`);
    await Promise.all(
      names.map((name, n) => (n < 5 ? one : another).append(erasure(name, n % 2 === 0 ? large : 0))),
    );
    expect((await ids()).sort()).toEqual(names);
  });

  it('holds large ones that several processes write at once', async () => {
    const source = new URL('../../../src/adapters/', import.meta.url).href;
    const program = `
      const [path, name, json] = process.argv.slice(1);
      const { fileErasureJournal } = await import('${source}journal/erasure-journal.ts');
      const { alone } = await import('${source}system/process-lock.ts');
      const journal = fileErasureJournal(path, new Uint8Array(32).fill(1), (work) => alone(path, work));
      const keys = Array.from({ length: ${large} }, (_, n) => ({ key: '018f0000-0000-7000-8000-' + n }));
      for (let n = 0; n < 5; n += 1) {
        const record = { ...JSON.parse(json), id: name + n, keys };
        await journal.append({ type: 'erasure', record });
      }`;
    const { record } = erasure('e') as JournalEntry & { type: 'erasure' };
    const run = promisify(execFile);
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        run(process.execPath, ['--input-type=module', '-e', program, pathOf(), name, JSON.stringify(record)]),
      ),
    );
    const read = await ids();
    expect(read).toHaveLength(15);
    expect(read.filter((id) => id.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  }, 30_000);

  it('is read without complaint while a line is being written, of which the reader sees any part', async () => {
    await file().append(erasure('e1'));
    await file().append(erasure('e2', 200));
    const text = await readFile(pathOf(), 'utf8');
    const firstEnd = text.indexOf('\n') + 1;
    await writeFile(pathOf(), text.slice(0, firstEnd));
    const pieces = text.slice(firstEnd).match(/[^]{1,40}/g) ?? [];
    const reads: Promise<JournalEntry[]>[] = [];
    for (const piece of pieces) {
      reads.push(entries(file()));
      await appendFile(pathOf(), piece);
    }
    const counts = new Set((await Promise.all(reads)).map((read) => read.length));
    expect([...counts].every((count) => count === 1 || count === 2)).toBe(true);
    expect(await entries(file())).toEqual([erasure('e1'), erasure('e2', 200)]);
  });

  it.each([
    ['changed', (text: string) => text.replace('"contact"', '"somebody"')],
    ['damaged', (text: string) => text.replace('{', '')],
    ['made up', (text: string) => `${text.split('\n', 1)[0]}x\n${text}`],
  ])('is not read when a line was %s', async (_, change) => {
    await file().append(erasure('e1'));
    await file().append(erasure('e2'));
    await writeFile(pathOf(), change(await readFile(pathOf(), 'utf8')));
    await expect(entries(file())).rejects.toThrow(/line 1 of .* is damaged/);
  });

  it('is not read with another key', async () => {
    await file().append(erasure('e1'));
    await expect(entries(file(new Uint8Array(32).fill(2)))).rejects.toThrow('ERASURE_KEY');
  });

  it('is not read past a line of a later version', async () => {
    await file().append({ ...certificate, ...{ v: 2 } });
    await file().append(erasure('e1'));
    await expect(entries(file())).rejects.toThrow('of a later version');
  });
});
