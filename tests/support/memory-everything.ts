import type { MemoryDatabase } from '../../src/adapters/memory/database.ts';

/** Every row of the memory database as text. */
export function everythingIn(db: MemoryDatabase): readonly string[] {
  const { clock: _clock, ids: _ids, atomically: _atomically, erasureKeys: _keys, ...rows } = db;
  return Object.entries(rows).flatMap(([name, value]) => linesOf(value).map((line) => `${name} ${line}`));
}

const linesOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(textOf);
  if (value instanceof Map) return [...value].map(textOf);
  return Object.entries(value as object).flatMap(([name, inner]) =>
    linesOf(inner).map((line) => `${name} ${line}`),
  );
};

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each instanceof Map || each instanceof Set ? [...(each as Iterable<unknown>)] : each,
  );
