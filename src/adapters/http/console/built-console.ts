import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** A file that the build wrote, and its compressed forms where the build made them. */
type BuiltFile = {
  readonly type: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
};

/** By path under /console/, e.g. `assets/main-1a2b3c.js`. Always has `index.html`. */
export type BuiltConsole = ReadonlyMap<string, BuiltFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Reads what `console/build.mjs` has made; `undefined` when it was not built. Files of other types are left out. */
export async function readBuiltConsole(folder: string): Promise<BuiltConsole | undefined> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const known = new Set(names);
  const readIf = async (name: string) => (known.has(name) ? readFile(join(folder, name)) : undefined);
  const files = await Promise.all(
    names
      .filter((name) => types[extname(name)] !== undefined)
      .map(async (name): Promise<[string, BuiltFile]> => {
        const [plain, br, gzip] = await Promise.all([
          readFile(join(folder, name)),
          readIf(`${name}.br`),
          readIf(`${name}.gz`),
        ]);
        const file = {
          type: types[extname(name)] as string,
          plain,
          ...(br && { br }),
          ...(gzip && { gzip }),
        };
        return [name, file];
      }),
  );
  const built = new Map(files);
  return built.has('index.html') ? built : undefined;
}
