// Runs the files that failed once more, alone, and says which: what starts whole products, a browser or a database, or
// measures time, may lose a race against whatever else the machine does. What is pure decides at once, and so does a second
// failure.
// node .ci/again.mjs REPORT REPORT_OF_THE_SECOND_RUN
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** More than these fail together for one reason, which is no race. */
const most = 4;
const [first = '', second = ''] = process.argv.slice(2);
if (!existsSync(first)) process.exit(1); // it failed before any test ran

const failed = JSON.parse(readFileSync(first, 'utf8'))
  .testResults.filter(({ status }) => status === 'failed')
  .map(({ name }) => relative(process.cwd(), name));
const mayLoseARace = (name) => /^tests\/(e2e|contract)\/|\.timed\.test\.ts$/.test(name);
if (failed.length === 0 || failed.length > most || !failed.every(mayLoseARace)) process.exit(1);

console.log(`Failed, and tried once more alone: ${failed.join(', ')}`);
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${second}`,
    ...failed,
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
