import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alertKinds } from '../../../src/domain/alerting/alert-kinds.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');
const entries = [...runbook.matchAll(/^### `([\w-]+)`\n([\s\S]*?)(?=^##)/gm)].map(
  ([, kind = '', text = '']) => ({
    kind,
    text,
  }),
);

test('every kind of alert has one entry in the runbook, and no entry is about anything else', () => {
  expect(entries.map(({ kind }) => kind).toSorted()).toEqual([...alertKinds].toSorted());
});

test.each(entries)('the entry of $kind says what it means, what to check and how to mend it', ({ text }) => {
  for (const part of ['Means', 'Check', 'Mend'])
    expect(text).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* .{10}`, 'm'));
});
