import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const sources = ['src', 'twin', 'dev/embedded-postgres', 'client'];
/** What the programs read at run time, where it lies beside their sources. */
const besideThem = ['package.json', 'migrations', 'console', 'node_modules', 'twin'];
/** Libraries of many small modules; the others are loaded from where npm put them. */
const bundled = [/^@?inversify/, 'zod', 'jose', 'lru-cache', '@opentelemetry/api'];
const hourMs = 3_600_000;

/**
 * The product and its command line with all modules in a few files, each started in half of the processor time. Made once
 * for the same sources; what runs at the same time may share it.
 * @returns the folder that stands for the checkout
 */
export async function bundlePrograms(): Promise<string> {
  const prefix = `atende-programs-${process.getuid?.() ?? ''}-`;
  const folder = join(tmpdir(), `${prefix}${await stampOfSources()}`);
  if (await isThere(folder)) return folder;
  await removeOlder(prefix);
  const unfinished = `${folder}-${randomUUID()}`;
  await mkdir(unfinished);
  for (const name of besideThem) await symlink(join(root, name), join(unfinished, name));
  await bundleInto(join(unfinished, 'src'), folder);
  // another run that was quicker made the same
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

async function bundleInto(outDir: string, folder: string): Promise<void> {
  const bootstrap = join(root, 'src/bootstrap');
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    plugins: [placedIn(folder)],
    ssr: { external: true, noExternal: bundled },
    build: {
      ssr: true,
      outDir,
      target: 'es2024',
      minify: false,
      rolldownOptions: {
        input: { main: join(bootstrap, 'main.ts'), atende: join(bootstrap, 'commands/atende.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

/** A module of ours finds what lies beside it as if it had not been bundled: `folder` stands for the checkout. */
const placedIn = (folder: string): Plugin => ({
  name: 'placed-in',
  transform(code, id) {
    const path = relative(root, id);
    if (path.startsWith('..') || path.startsWith('node_modules') || !code.includes('import.meta.url')) return;
    return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(join(folder, path)).href));
  },
});

/** Says whether anything changed that goes into the programs, this file included. */
async function stampOfSources(): Promise<string> {
  const files = [import.meta.filename, join(root, 'package-lock.json')];
  for (const name of sources) {
    const entries = await readdir(join(root, name), { withFileTypes: true, recursive: true });
    files.push(
      ...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    );
  }
  const hash = createHash('sha256');
  for (const file of files.toSorted())
    hash
      .update(file)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** What a run may still be using is left. */
async function removeOlder(prefix: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!basename(name).startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > hourMs) await rm(path, { recursive: true, force: true });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
