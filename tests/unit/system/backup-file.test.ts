import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBackup, writeBackup } from '../../../src/adapters/backup/backup-file.ts';
import type { BackupPiece } from '../../../src/application/ports/operations/database-backup.ts';

const key = new Uint8Array(32).fill(7);
const words = 'o que a paciente escreveu\n';
const pieces: readonly BackupPiece[] = [
  { type: 'manifest', madeAt: '2026-11-29T12:00:00.000Z', migrations: ['0001_clinics'] },
  { type: 'table', name: 'clinics', columns: ['id', 'name'] },
  { type: 'rows', bytes: Buffer.from(words) },
  { type: 'table-end', rows: 1 },
  { type: 'counter', name: 'versions', value: '9007199254740993' },
  { type: 'end', tables: 1, rows: 1 },
];

let folder: string;
let file: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-backup-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  file = join(folder, `${(count += 1)}.backup`);
});

async function* given(list: readonly BackupPiece[]): AsyncGenerator<BackupPiece> {
  yield* list;
}
const write = (list = pieces) => writeBackup(file, key, given(list));
const read = async (from = file, by = key) => {
  const found: BackupPiece[] = [];
  for await (const piece of readBackup(from, by)) found.push(piece);
  return found;
};

describe('a backup file', () => {
  it('gives back what was written, and is readable by its owner alone', async () => {
    const bytes = await write();
    expect(await read()).toEqual(pieces);
    const { mode, size } = await stat(file);
    expect([mode & 0o777, size]).toEqual([0o600, bytes]);
  });

  it('gives back rows of many megabytes in parts', async () => {
    const large = Buffer.from(Array.from({ length: 3_000_000 }, (_, n) => (n * 7919) % 251));
    await write([{ type: 'rows', bytes: large }, ...pieces]);
    const rows = (await read()).flatMap((piece) => (piece.type === 'rows' ? [piece.bytes] : []));
    expect(Buffer.concat(rows).equals(Buffer.concat([large, Buffer.from(words)]))).toBe(true);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(65_536);
  });

  it('shows nobody what is in it without the key', async () => {
    await write();
    const text = (await readFile(file)).toString('latin1');
    expect(text).not.toContain('paciente');
    expect(text).not.toContain('clinics');
    expect(text).not.toContain(Buffer.from(key).toString('base64url'));
  });

  it('says so when the key is another one', async () => {
    await write();
    await expect(read(file, new Uint8Array(32).fill(8))).rejects.toThrow('another ERASURE_KEY');
  });

  it('is refused when it is cut off anywhere', async () => {
    await write();
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(`${file}.cut`, whole.subarray(0, length));
      await expect(read(`${file}.cut`), `at ${length}`).rejects.toThrow('The backup');
    }
  });

  it('is refused when any bit was changed, or something was added', async () => {
    await write();
    const whole = await readFile(file);
    for (let place = 0; place < whole.length; place += 1) {
      const changed = Buffer.from(whole);
      changed[place]! ^= 1 << (place % 8);
      await writeFile(`${file}.changed`, changed);
      await expect(read(`${file}.changed`), `at ${place}`).rejects.toThrow('The backup');
    }
    await writeFile(`${file}.longer`, Buffer.concat([whole, whole.subarray(-64)]));
    await expect(read(`${file}.longer`)).rejects.toThrow('The backup');
  });

  it('is refused when frames were left out or changed places', async () => {
    const noise = randomBytes(900_000);
    await write([{ type: 'rows', bytes: noise }, ...pieces]);
    const whole = await readFile(file);
    const start = whole.indexOf(10) + 1;
    const frames: Buffer[] = [];
    for (let place = start; place < whole.length;) {
      const length = 4 + whole.readUInt32BE(place);
      frames.push(whole.subarray(place, place + length));
      place += length;
    }
    expect(frames.length).toBeGreaterThan(2);
    const [first, second, ...others] = frames as [Buffer, Buffer, ...Buffer[]];
    for (const order of [[second, first, ...others], [first, ...others], frames.slice(0, -1)]) {
      await writeFile(`${file}.order`, Buffer.concat([whole.subarray(0, start), ...order]));
      await expect(read(`${file}.order`)).rejects.toThrow('The backup');
    }
  });

  it('is refused when it is something else', async () => {
    await writeFile(file, 'PGDMP and so on\n');
    await expect(read()).rejects.toThrow('no file that npx atende backup made');
    await writeFile(file, '');
    await expect(read()).rejects.toThrow('no file that npx atende backup made');
    await expect(read(join(folder, 'absent'))).rejects.toThrow('ENOENT');
  });

  it('never takes the place of another file, and leaves nothing behind when it fails', async () => {
    await write();
    const before = await readFile(file);
    await expect(write()).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await readFile(file)).equals(before)).toBe(true);
    file = join(folder, 'failed.backup');
    async function* failing(): AsyncGenerator<BackupPiece> {
      yield* given(pieces);
      throw new Error('the database went away');
    }
    await expect(writeBackup(file, key, failing())).rejects.toThrow('the database went away');
    expect(
      (await readdir(folder)).filter((name) => name.includes('failed') || name.includes('partial')),
    ).toEqual([]);
  });
});
