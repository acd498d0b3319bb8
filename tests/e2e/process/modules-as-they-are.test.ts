import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** They run when they are loaded; what starts them without a bundle is beside this file. */
const programs = ['src/bootstrap/main.ts', 'src/bootstrap/commands/atende.ts'];

// most tests start a bundle of the product, and what is shipped is its modules
test('every module of the product is loaded by Node as it is', async () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !programs.includes(file));
  const urls = files.map((file) => pathToFileURL(resolve(root, file)).href);
  const script = `
    const loaded = await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));
    process.stdout.write(String(loaded.length), () => process.exit());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    timeout: 50_000,
  });
  expect(Number(stdout)).toBe(files.length);
  expect(files.length).toBeGreaterThan(1_000);
});
