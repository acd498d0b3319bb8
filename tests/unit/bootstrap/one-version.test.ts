import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

test('one version stands everywhere: package, lock, image, manifests, API document and change log', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  const lock = JSON.parse(textOf('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  const first = (file: string, pattern: RegExp) => pattern.exec(textOf(file))?.[1];
  expect({
    lock: lock.version,
    lockOfRoot: lock.packages['']?.version,
    dockerfile: first('deploy/Dockerfile', /-t atende:(\S+)/),
    compose: first('deploy/compose.yaml', /image: atende:(\S+)/),
    kubernetes: first('deploy/kubernetes/kustomization.yaml', /newTag: (\S+)/),
    changeLog: first('CHANGELOG.md', /^## (\d\S+)/m),
  }).toEqual({
    lock: version,
    lockOfRoot: version,
    dockerfile: version,
    compose: version,
    kubernetes: version,
    changeLog: version,
  });
});
