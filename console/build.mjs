// Builds the console into console/dist, when what it is made from has changed since the last time. Plain JavaScript: npm
// runs it at the end of an install, on whatever Node is there.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const stampFile = join(dist, 'stamp');

/** A hash of the console, of the client that it uses, and of the versions of all packages. */
async function stampOf() {
  const sources = [
    ...(await filesIn(join(here, 'src'))),
    ...(await filesIn(join(here, 'public'))),
    ...(await filesIn(join(here, '..', 'client'))),
    ...['index.html', 'vite.config.ts', 'worker.config.ts', 'build.mjs', '../package-lock.json'].map((name) =>
      join(here, name),
    ),
  ];
  const hash = createHash('sha256');
  for (const file of sources.toSorted()) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Compressed once here, so that the server only hands out bytes. */
async function compress() {
  for (const file of await filesIn(dist)) {
    if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue;
    const bytes = await readFile(file);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

const stamp = await stampOf();
const known = await readFile(stampFile, 'utf8').catch(() => undefined);
if (known !== stamp) {
  // absent after `npm ci --omit=dev`: what was built before is served, or a page that says what to run
  const vite = await import('vite').catch(() => undefined);
  if (vite === undefined) {
    if (known === undefined)
      console.warn('The console is not built, and Vite is not installed: npm ci, then npm run build:console');
  } else {
    const began = performance.now();
    // tests build it, too, and what they leave behind is served: never React's slow build for development
    process.env['NODE_ENV'] = 'production';
    await rm(dist, { recursive: true, force: true });
    await vite.build({ configFile: join(here, 'vite.config.ts'), logLevel: 'warn' });
    await vite.build({ configFile: join(here, 'worker.config.ts'), logLevel: 'warn' });
    await compress();
    await writeFile(stampFile, stamp);
    console.log(`  The console was built in ${Math.round(performance.now() - began)} ms.`);
  }
}
