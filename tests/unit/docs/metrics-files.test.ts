import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { backlogGauges } from '../../../src/adapters/prometheus/backlog-gauges.ts';
import { connectionGauges } from '../../../src/adapters/prometheus/connection-gauges.ts';
import { objectiveGauges } from '../../../src/adapters/prometheus/objective-gauges.ts';
import { openRegistry } from '../../../src/adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { objectiveTargets } from '../../../src/domain/figures/objectives.ts';
import { anchorsOf } from '../../support/markdown.ts';
import { readPromql } from '../../support/promql.ts';

const root = join(import.meta.dirname, '../../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** As `/metrics` of a process is put together. */
const registry = openRegistry(() => 0);
prometheusTelemetry(registry);
backlogGauges(registry, { read: () => Promise.reject(new Error('not asked here')) });
objectiveGauges(
  registry,
  { standings: () => Promise.reject(new Error('not asked here')) },
  { now: () => new Date() },
);
connectionGauges(registry, { statuses: () => Promise.reject(new Error('not asked here')) });
const metric = z.looseObject({ name: z.string(), type: z.string(), labelNames: z.array(z.string()) });
const all = z.array(metric).parse(registry.getMetricsAsArray());
const ours = all.filter(({ name }) => name.startsWith('atende_'));
const seriesOf = ({ name, type }: z.infer<typeof metric>) =>
  type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
const series = new Map(all.flatMap((each) => seriesOf(each).map((name) => [name, each] as const)));

const rule = z.looseObject({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.object({ summary: z.string(), runbook: z.string() }).optional(),
});
const { groups } = z
  .object({ groups: z.array(z.object({ name: z.string(), rules: z.array(rule) }).loose()) })
  .parse(parse(textOf('deploy/prometheus/rules.yaml')));
const rules = groups.flatMap((group) => group.rules);
const recorded = new Set(rules.flatMap(({ record }) => record ?? []));
const alarms = rules.flatMap(({ alert }) => alert ?? []);

const dashboard = z
  .looseObject({
    panels: z.array(
      z.looseObject({
        id: z.int(),
        title: z.string(),
        targets: z.array(z.looseObject({ expr: z.string() })).optional(),
      }),
    ),
  })
  .parse(JSON.parse(textOf('deploy/grafana/dashboard.json')));
const charts = dashboard.panels.flatMap(({ targets }) => targets?.map(({ expr }) => expr) ?? []);
/** Grafana puts the chosen clinics in. */
const namesOf = (expression: string) => readPromql(expression.replaceAll('$clinic', 'one'));

test.each([...rules.map(({ expr }) => expr), ...charts])(
  'names metrics and labels that there are: %s',
  (expr) => {
    const { metrics, labels } = namesOf(expr);
    const known = (name: string) => series.has(name) || recorded.has(name) || name === 'up';
    expect(metrics.filter((name) => !known(name))).toEqual([]);
    const ownLabels = new Set([
      ...metrics.flatMap((name) => series.get(name)?.labelNames ?? ['clinic', 'objective']),
      ...['le', 'job', 'instance'],
    ]);
    expect(labels.filter((name) => !ownLabels.has(name))).toEqual([]);
  },
);

test('every metric is on the dashboard', () => {
  const charted = new Set(charts.flatMap((expr) => namesOf(expr).metrics));
  const missing = ours.filter((each) => !seriesOf(each).some((name) => charted.has(name)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('the handbook explains every metric with its labels, and no other', () => {
  const rows = [
    ...textOf('docs/operations/objectives.md').matchAll(/^\| `(atende_\w+)` +\| ([\w, ]*) *\|/gm),
  ].map(([, name = '', labels = '']) => `${name}: ${labels.trim()}`);
  expect(rows.toSorted()).toEqual(
    ours.map(({ name, labelNames }) => `${name}: ${labelNames.join(', ')}`).toSorted(),
  );
  const watched = [...textOf('docs/operations.md').matchAll(/`(atende_(?!app|system)\w+)`/g)].map(
    ([, name = '']) => name,
  );
  expect(watched.filter((name) => !ours.some((each) => each.name === name))).toEqual([]);
});

test('every alarm has its entry in the runbook, and names it', () => {
  const anchors = anchorsOf(textOf('docs/runbook.md'));
  for (const { alert, annotations } of rules) {
    if (alert === undefined) continue;
    expect(annotations?.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    expect(anchors).toContain(alert.toLowerCase());
  }
  const entries = [...textOf('docs/runbook.md').matchAll(/^### (Atende\w+)$/gm)].map(([, name]) => name);
  expect(entries.toSorted()).toEqual(alarms.toSorted());
});

test('every objective has the target of its rule, errors over each window, and its row in the handbook', () => {
  const targets = rules.filter(({ record }) => record === 'atende:objective_target:ratio');
  expect(Object.fromEntries(targets.map(({ labels, expr }) => [labels['objective'], expr]))).toEqual(
    Object.fromEntries(Object.entries(objectiveTargets).map(([name, target]) => [name, `vector(${target})`])),
  );
  const described = [
    ...textOf('docs/operations/objectives.md').matchAll(/^\| `([a-z-]+)` +\| ([\d.]+) % /gm),
  ].map(([, name, percent]) => [name, Number(percent)]);
  expect(described).toEqual(
    Object.entries(objectiveTargets).map(([name, target]) => [name, Math.round(target * 1_000) / 10]),
  );
  for (const window of ['5m', '1h', '6h']) {
    const errors = rules.filter(({ record }) => record === `atende:objective_errors:ratio${window}`);
    expect(errors.map(({ expr }) => new Set(namesOf(expr).metrics))).toEqual([
      new Set(['atende_objective_events_total']),
    ]);
    // broken, restored, broken where none was restored, all
    expect(errors[0]?.expr.match(/\[\w+\]/g)).toEqual(Array.from({ length: 4 }, () => `[${window}]`));
  }
  const burning = rules.find(({ alert }) => alert === 'AtendeErrorBudget');
  expect(new Set(namesOf(burning?.expr ?? '').metrics)).toEqual(
    new Set([
      ...['5m', '1h', '6h'].map((window) => `atende:objective_errors:ratio${window}`),
      'atende:objective_target:ratio',
    ]),
  );
});
