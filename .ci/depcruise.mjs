// dependency-cruiser reports success when it could read nothing (a TypeScript it does not know): require a real number.
import { spawnSync } from 'node:child_process';

const fewest = 100;
const { stdout, stderr, status } = spawnSync(
  'depcruise',
  ['src', 'console/src', 'dev', 'twin', 'tests', 'bench'],
  {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  },
);
process.stdout.write(stdout ?? '');
process.stderr.write(stderr ?? '');
const seen = Number(/\((\d+) modules/.exec(stdout)?.[1] ?? 0);
if (status === 0 && seen < fewest) {
  console.error(`dependency-cruiser saw only ${seen} modules; it should see at least ${fewest}`);
  process.exit(1);
}
process.exit(status ?? 1);
