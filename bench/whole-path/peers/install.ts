import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Contestant } from './contestants.ts';

/** Those that can take part, each with the file of its server; says who cannot. The project itself gets no dependency. */
export async function install(
  all: readonly Contestant[],
  folder: string,
): Promise<readonly (readonly [Contestant, string | undefined])[]> {
  const present: (readonly [Contestant, string | undefined])[] = [];
  for (const [at, one] of all.entries()) {
    if (one.server === undefined) {
      present.push([one, undefined]);
      continue;
    }
    const own = join(folder, String(at));
    const file = join(own, one.server);
    await mkdir(own);
    await writeFile(join(own, 'package.json'), '{ "private": true, "type": "module" }');
    await copyFile(fileURLToPath(new URL(`servers/${one.server}`, import.meta.url)), file);
    try {
      await npmInstall(own, one.packages);
      console.log(`${one.name}: ${one.packages.join(', ')}`);
      present.push([one, file]);
    } catch (error) {
      console.log(`${one.name} could not be installed and is left out: ${String(error)}`);
    }
  }
  return present;
}

async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['install', ...options, ...packages], { cwd: folder });
}
