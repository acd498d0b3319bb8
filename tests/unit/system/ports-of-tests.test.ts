import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const place = join(import.meta.dirname, '../../e2e');
/** What is started beside the product listens on the next ports: so many. */
const beside: readonly (readonly [RegExp, number])[] = [
  [/startClinicWorld\(|startDemoProduct\(/, 2],
  [/startOwnAccounts\(/, 1],
  [/walkStrangersPath\(/, 3],
  // four times two processes, one after the other
  [/rollingProducts\(/, 7],
];

/** Every port that a file of tests may listen on, by the number that it names and what it starts. */
function portsOf(file: string): ReadonlySet<number> {
  const text = readFileSync(join(place, file), 'utf8');
  const numberOf = (written: string | undefined) => Number(written?.replaceAll('_', ''));
  // round numbers are waits
  const named = [...text.matchAll(/\b2[1-7]_(?!000)\d{3}\b/g)].map(([port]) => numberOf(port));
  const further = [...text.matchAll(/\bport \+ (\d[\d_]*)/gi)].map(([, more]) => numberOf(more));
  const next = beside.flatMap(([starts, count]) =>
    starts.test(text) ? Array.from({ length: count }, (_, n) => n + 1) : [],
  );
  return new Set(named.flatMap((port) => [0, ...further, ...next].map((more) => port + more)));
}

it('files of tests that may run at the same time listen on ports of their own', () => {
  const files = globSync('**/*.test.ts', { cwd: place });
  const owners = new Map<number, readonly string[]>();
  for (const file of files)
    for (const port of portsOf(file)) owners.set(port, [...(owners.get(port) ?? []), file]);
  expect(owners.size).toBeGreaterThan(100);
  expect([...owners].filter(([, several]) => several.length > 1)).toEqual([]);
});
