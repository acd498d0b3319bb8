import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentChanges, mostChanges } from '../../../src/domain/clinic/document/document-changes.ts';

const document = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 4 }));

test('a document differs from itself in nothing', () => {
  fc.assert(
    fc.property(document, (one) => {
      expect(documentChanges(one, structuredClone(one))).toEqual([]);
    }),
  );
});

test('two documents differ exactly when they are not equal', () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      // negative zero is zero in JSON
      const [left, right] = [before, after].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
      const changes = documentChanges(left, right);
      expect(changes.length === 0).toBe(JSON.stringify(sorted(left)) === JSON.stringify(sorted(right)));
      const back = documentChanges(right, left);
      const mirrored = { added: 'removed', removed: 'added', changed: 'changed' };
      expect(new Set(back.map(({ path, change }) => `${path} ${change}`))).toEqual(
        new Set(changes.map(({ path, change }) => `${path} ${mirrored[change]}`)),
      );
    }),
  );
});

test('an item that moves in a list of items with ids has not changed', () => {
  const item = fc.record({ preco: fc.nat() });
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), item), (byId) => {
      const items = Object.entries(byId).map(([id, fields]) => ({ ...fields, id }));
      expect(documentChanges({ servicos: items }, { servicos: items.toReversed() })).toEqual([]);
    }),
  );
});

test('a price that changed is named by its service', () => {
  const exams = (price: number) => ({
    servicos: {
      exames: [
        { id: 'a', preco: 1 },
        { id: 'b', preco: price },
      ],
    },
  });
  expect(documentChanges(exams(2), exams(3))).toEqual([
    { path: 'servicos.exames[id=b].preco', change: 'changed', before: 2, after: 3 },
  ]);
});

test('a list of endless changes ends', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
  expect(documentChanges({}, many)).toHaveLength(mostChanges);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
