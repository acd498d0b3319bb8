import { join, resolve } from 'node:path';

/** Names the folder of the bundled programs; a bench starts them as they are. */
export const programsFolder = 'ATENDE_TEST_PROGRAMS';

const bootstrap = resolve(import.meta.dirname, '../../../src/bootstrap');
const asTheyAre = { main: join(bootstrap, 'main.ts'), atende: join(bootstrap, 'commands/atende.ts') };

/** The program to start: `main` is the product, `atende` the command line. */
export function programFile(name: keyof typeof asTheyAre): string {
  const folder = process.env[programsFolder];
  return folder === undefined ? asTheyAre[name] : join(folder, `src/${name}.js`);
}
