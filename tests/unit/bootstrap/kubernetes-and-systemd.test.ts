import { expect, test } from 'vitest';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { productionSettings, readEnvironmentFile } from '../../../dev/image/production-settings.ts';
import { readConfig } from '../../../src/bootstrap/config/config.ts';
import { documentsOf, root, scripts, textOf, unknownOf, values } from '../../support/deploy-files.ts';

const pod = z.looseObject({
  kind: z.enum(['Deployment', 'Job']),
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({
    template: z.object({
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([
          z.looseObject({
            env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
            securityContext: z.looseObject({ readOnlyRootFilesystem: z.literal(true) }),
            command: z.array(z.string()).optional(),
          }),
        ]),
      }),
    }),
  }),
});
const manifests = globSync('deploy/kubernetes/*.yaml', { cwd: root }).flatMap((file) =>
  documentsOf(file).map((document) => ({ file, document })),
);
const pods = manifests.flatMap(({ document }) => {
  const { kind } = z.looseObject({ kind: z.string() }).parse(document);
  return ['Deployment', 'Job'].includes(kind) ? [pod.parse(document)] : [];
});

test('Kubernetes starts every role with settings that production takes, as no root and read-only', () => {
  const settings = values.parse(
    z.object({ data: values }).parse(manifests.find(({ file }) => file.endsWith('settings.yaml'))?.document)
      .data,
  );
  expect(unknownOf(Object.keys(settings))).toEqual([]);
  const deployments = pods.filter(({ kind }) => kind === 'Deployment');
  const roles = deployments.map(({ spec }) => {
    const [{ env }] = spec.template.spec.containers;
    const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    expect(unknownOf(Object.keys(own))).toEqual([]);
    return [...readConfig({ ...productionSettings(), ...settings, ...own }).roles];
  });
  expect(roles.flat().toSorted()).toEqual(['renewal', 'web', 'worker']);
});

test('kustomize names every manifest, and no other', () => {
  const { resources } = z
    .looseObject({ resources: z.array(z.string()) })
    .parse(documentsOf('deploy/kubernetes/kustomization.yaml')[0]);
  const files = globSync('*.yaml', { cwd: join(root, 'deploy/kubernetes') });
  expect(['kustomization.yaml', ...resources].toSorted()).toEqual(files.toSorted());
});

test('each systemd role has a port of its own, and its units run what is there', () => {
  const roles = ['web', 'worker', 'renewal'];
  const ports = roles.map((role) => {
    const own = readEnvironmentFile(`deploy/systemd/${role}.env`);
    expect(unknownOf(Object.keys(own))).toEqual([]);
    return readConfig({ ...productionSettings(), ...own, ROLE: role }).PORT;
  });
  expect(new Set(ports).size).toBe(roles.length);
  const unit = textOf('deploy/systemd/atende@.service');
  const [, started = ''] = /^ExecStart=\/usr\/bin\/node (\S+)$/m.exec(unit) ?? [];
  expect(textOf(started)).not.toBe('');
  const [, script = ''] = /^ExecStart=\/usr\/bin\/npm run (\w+)$/m.exec(
    textOf('deploy/systemd/atende-migrate.service'),
  ) ?? [''];
  expect(scripts()).toContain(script);
});

test('the job of Kubernetes is a command of package.json', () => {
  const commands = pods.flatMap(({ spec }) => spec.template.spec.containers[0].command ?? []);
  expect(commands).toEqual(['npm', 'run', expect.toBeOneOf([...scripts()])]);
});
