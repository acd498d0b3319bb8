// What can be said of the code without running it, as many checks at a time as there are processors. Prints what a check said
// only if it failed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** TypeScript 7. Beside it stands 6, whose interface for programs dependency-cruiser and ESLint's parser read with. */
const tsc = 'node node_modules/typescript-native/bin/tsc';

const checks = [
  'oxlint',
  'prettier --check .',
  tsc,
  `${tsc} -p console`,
  'eslint src console/src twin client --max-warnings 0',
  'node .ci/depcruise.mjs',
  'node .ci/house.mjs',
  'node console/build.mjs && node .ci/console-size.mjs',
  'knip',
];

const run = (command) =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, { shell: true, env: { ...process.env, FORCE_COLOR: '0' } });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('close', (code) => {
      console.log(
        `${code === 0 ? 'passed' : 'FAILED'}  ${command} (${Math.round((performance.now() - started) / 1_000)} s)`,
      );
      if (code !== 0) console.log(Buffer.concat(said).toString());
      resolve(code === 0);
    });
  });

const waiting = [...checks];
async function lane() {
  let allPassed = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    allPassed = (await run(next)) && allPassed;
  return allPassed;
}
const lanes = await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane));
process.exit(lanes.every(Boolean) ? 0 : 1);
