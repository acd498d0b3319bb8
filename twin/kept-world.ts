import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Changes that come together are written together. */
const gatherMs = 50;

export type KeptWorld = {
  /** What an earlier run has kept; absent when there is none that can be read. */
  readonly kept: unknown;
  /** The world has changed: it is written soon. */
  changed(): void;
  /** Waits until everything is written. */
  close(): Promise<void>;
};

/**
 * A twin's world in one file, written whole under another name first, so that a run that is killed leaves the last or
 * the one before. Without a file nothing is kept.
 */
export function keepWorld(file: string | undefined, snapshot: () => object): KeptWorld {
  if (file === undefined)
    return { kept: undefined, changed: () => undefined, close: () => Promise.resolve() };
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    timer = undefined;
    writing = writing
      .then(async () => {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(`${file}.next`, JSON.stringify(snapshot()), { mode: 0o600 });
        await rename(`${file}.next`, file);
        // a disk without room must not end the twin: the next change tries again
      })
      .catch(() => undefined);
  };
  return {
    kept: readKept(file),
    changed() {
      timer ??= setTimeout(write, gatherMs).unref();
    },
    async close() {
      if (timer !== undefined) {
        clearTimeout(timer);
        write();
      }
      await writing;
    },
  };
}

function readKept(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
