import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { StartRefused } from '../start-refused.ts';
import { holdAlone } from '../../adapters/system/process-lock.ts';

const note = z.object({ pid: z.int(), url: z.url() });

class AlreadyRunning extends StartRefused {
  constructor(dataDir: string, other: z.infer<typeof note> | undefined) {
    const which = other === undefined ? 'another process' : `${other.url} (process ${other.pid})`;
    super(`DATA_DIR: ${which} runs on ${dataDir} already; stop it, or choose another folder with DATA_DIR=…`);
  }
}

export type LocalRun = {
  /** Tells a second start where this one answers. */
  announce(url: string): Promise<void>;
  end(): Promise<void>;
};

/**
 * One run with twins per data folder: a second one would have a phone and calendars of its own for the same clinic, and
 * answers would appear on either. @throws AlreadyRunning, naming the other one
 */
export async function beTheOnlyRun(dataDir: string): Promise<LocalRun> {
  const home = resolve(dataDir);
  const path = join(home, 'running.json');
  const release = await holdAlone(`local run on ${home}`);
  if (release === undefined) throw new AlreadyRunning(home, await readNote(path));
  return {
    async announce(url) {
      await mkdir(home, { recursive: true });
      await writeFile(path, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
    },
    async end() {
      await rm(path, { force: true });
      await release();
    },
  };
}

async function readNote(path: string): Promise<z.infer<typeof note> | undefined> {
  try {
    return note.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
