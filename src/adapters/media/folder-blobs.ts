import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Blobs } from '../../application/ports/media/blobs.ts';

const nameShape = /^[\w-]+(\/[\w-]+)*$/;

/** One file per blob; what was cut off is never seen under its name. For one machine, or a folder that all share. */
export function folderBlobs(folder: string): Blobs {
  const pathOf = (name: string) => {
    if (!nameShape.test(name)) throw new Error('A blob has an impossible name');
    return join(folder, name);
  };
  return {
    async write(name, bytes, size) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = `${path}.${randomUUID()}`;
      const file = await open(temporary, 'wx', 0o600);
      try {
        let written = 0;
        for await (const chunk of bytes) {
          await file.writeFile(chunk);
          written += chunk.length;
        }
        if (written !== size) throw new Error(`${written} bytes came, not ${size}`);
        await file.sync();
        await file.close();
        await rename(temporary, path);
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    },

    async read(name) {
      const stream = createReadStream(pathOf(name));
      try {
        await new Promise<void>((resolve, reject) => {
          stream.once('open', () => resolve());
          stream.once('error', reject);
        });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      return stream as AsyncIterable<Uint8Array>;
    },

    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
