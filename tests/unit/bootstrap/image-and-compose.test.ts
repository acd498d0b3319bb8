import { expect, test } from 'vitest';
import { join } from 'node:path';
import { z } from 'zod';
import { productionSettings, readEnvironmentFile } from '../../../dev/image/production-settings.ts';
import { reachesDocker, readDockerfile } from '../../../dev/image/read-dockerfile.ts';
import { readConfig } from '../../../src/bootstrap/config/config.ts';
import { documentsOf, scripts, textOf, unknownOf, values } from '../../support/deploy-files.ts';

const service = z.looseObject({
  image: z.string().optional(),
  environment: values.default({}),
  env_file: z.string().optional(),
  read_only: z.boolean().optional(),
  command: z.array(z.coerce.string()).optional(),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  volumes: z.array(z.string()).default([]),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(documentsOf('deploy/compose.yaml')[0]);
const programs = Object.entries(compose.services).filter(([, { image }]) => image?.startsWith('atende:'));

test('the example of settings, filled in, starts production, and nothing in it is unknown', () => {
  const example = readEnvironmentFile('deploy/atende.env.example');
  const commented = [...textOf('deploy/atende.env.example').matchAll(/^#([A-Z][A-Z\d_]+)=/gm)];
  expect(unknownOf([...Object.keys(example), ...commented.map(([, name = '']) => name)])).toEqual([]);
  expect(readConfig(productionSettings())).toMatchObject({ NODE_ENV: 'production' });
});

test.each(Object.keys(productionSettings()).filter((name) => !readConfigWithout(name)))(
  'what production cannot do without is in the example: %s',
  (name) => expect(readEnvironmentFile('deploy/atende.env.example')[name]).toBeDefined(),
);

function readConfigWithout(name: string): boolean {
  try {
    readConfig({ ...productionSettings(), [name]: '' });
    return true;
  } catch {
    return false;
  }
}

test('compose starts every role with known settings, read-only, and the owner’s login reaches no role', () => {
  const roles = programs.map(([, { environment }]) => environment['ROLE']).filter(Boolean);
  expect(roles.toSorted()).toEqual(['renewal', 'web', 'worker']);
  for (const [name, { environment, env_file, read_only }] of programs) {
    expect(unknownOf(Object.keys(environment)), name).toEqual([]);
    expect([name, read_only, env_file]).toEqual([name, true, 'atende.env']);
    if (environment['ROLE'] === undefined) continue;
    expect(environment).not.toHaveProperty('DATABASE_URL');
    const filled = Object.fromEntries(
      Object.entries(environment).map(([variable, value]) => [
        variable,
        value.replaceAll(/\$\{\w+(?::-(\w+)|:\?)?\}/g, (_, fallback?: string) => fallback ?? 'x'),
      ]),
    );
    expect(readConfig({ ...productionSettings(), ...filled }).roles).toEqual(new Set([environment['ROLE']]));
  }
});

test('every name in compose leads to something in it', () => {
  for (const [name, { depends_on, volumes }] of Object.entries(compose.services)) {
    for (const other of Object.keys(depends_on)) expect(compose.services, name).toHaveProperty(other);
    for (const source of volumes.map((volume) => volume.split(':')[0] ?? ''))
      if (source.startsWith('.')) expect(textOf(join('deploy', source))).not.toBe('');
      else expect(compose.volumes, name).toHaveProperty(source);
  }
});

test('the image runs as no root, checks its health, and copies what Docker is given', () => {
  const stages = readDockerfile(textOf('deploy/Dockerfile'));
  const reaches = reachesDocker(textOf('deploy/Dockerfile.dockerignore'));
  const image = stages.at(-1);
  const instructions = image?.steps.map(({ instruction }) => instruction) ?? [];
  expect(instructions).toEqual(expect.arrayContaining(['USER', 'HEALTHCHECK', 'CMD']));
  expect(stages.map(({ base }) => base)).toEqual(stages.map(() => 'node:24-slim'));
  const copied = stages.flatMap(({ steps }) =>
    steps
      .filter(({ instruction, words }) => instruction === 'COPY' && !words.startsWith('--from'))
      .flatMap(({ words }) => words.split(/\s+/).slice(0, -1)),
  );
  expect(copied.filter((path) => !reaches(path))).toEqual([]);
  expect(['.env', '.data', 'deploy/atende.env', 'node_modules', '.git'].filter(reaches)).toEqual([]);
});

test('what compose runs once before the roles is a command of package.json', () => {
  const once = programs.flatMap(([, { command }]) => (command === undefined ? [] : [command]));
  expect(once).toEqual([['npm', 'run', expect.toBeOneOf([...scripts()])]]);
});
