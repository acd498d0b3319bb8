import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';

const noRows: ReadonlySet<string> = new Set<keyof MemoryDatabase>([
  'clock',
  'ids',
  'atomically',
  'erasureKeys',
]);

/** The rows of the memory database, by table. */
export const rowsIn = (db: MemoryDatabase): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(db).filter(([name]) => !noRows.has(name)));

/** Every row as text: of an index its keys, of people each fact. */
export const everythingIn = (db: MemoryDatabase): readonly string[] =>
  linesOf({
    ...rowsIn(db),
    messagesByKey: [...db.messagesByKey].map(([key, { conversationId }]) => [key, conversationId]),
    people: [...db.people].flatMap(
      ([
        clinicId,
        {
          directory: { contacts, owners },
          flags,
          merges,
        },
      ]) => [...contacts, ...owners, ...flags, ...merges].map((fact) => [clinicId, fact]),
    ),
  });

function linesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(textOf);
  if (value instanceof Map) return [...value].map(textOf);
  return Object.entries(value as object).flatMap(([name, inner]) =>
    linesOf(inner).map((line) => `${name} ${line}`),
  );
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each instanceof Map || each instanceof Set ? [...(each as Iterable<unknown>)] : each,
  );
