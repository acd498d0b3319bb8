import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryErasureJournal } from '../../../src/adapters/memory/erasure-journal.ts';
import { fileErasureJournal } from '../../../src/adapters/system/erasure-journal.ts';
import type { ErasureJournal, JournalEntry } from '../../../src/application/ports/erasure-journal.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../src/domain/messaging/contact-identity.ts';
import { erasureId } from '../../../src/domain/privacy/erasure.ts';

const key = new Uint8Array(32).fill(1);
const at = new Date('2026-03-02T12:00:00.123Z');
const erasure = (id: string): JournalEntry => ({
  type: 'erasure',
  record: {
    id: erasureId(id),
    clinicId: clinicId('clinic'),
    erasedAt: at,
    contactIds: [contactId('contact')],
    identityKeys: ['identity'],
    keys: [{ key: 'one', keepUntil: at }, { key: 'two', coversUntil: at }, { key: 'three' }],
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
const file = () => fileErasureJournal(pathOf(), key);
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
    const other = fileErasureJournal(pathOf(), new Uint8Array(32).fill(2));
    await expect(entries(other)).rejects.toThrow('ERASURE_KEY');
  });

  it('is not read past a line of a later version', async () => {
    await file().append({ ...certificate, ...{ v: 2 } });
    await file().append(erasure('e1'));
    await expect(entries(file())).rejects.toThrow('of a later version');
  });
});
