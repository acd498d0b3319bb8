import { isRecord } from './tolerant-json.ts';

/** One difference between two documents, by the path of the value. */
export type DocumentChange = {
  /** e.g. `servicos.exames[id=eletro].preco_particular` or `clinica.telefones[0]`. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
};

/** More are not listed: whoever replaced everything does not read on. */
export const mostChanges = 500;

/** What was changed, in the order of the first document. Items of lists are matched by their ids where all have one. */
export function documentChanges(before: unknown, after: unknown): readonly DocumentChange[] {
  const changes: DocumentChange[] = [];
  compare('', before, after, changes);
  return changes;
}

function compare(path: string, before: unknown, after: unknown, changes: DocumentChange[]): void {
  if (changes.length >= mostChanges || before === after) return;
  if (before === undefined) changes.push({ path, change: 'added', after });
  else if (after === undefined) changes.push({ path, change: 'removed', before });
  else {
    const parts = partsOf(before, after);
    if (parts === undefined) changes.push({ path, change: 'changed', before, after });
    else
      for (const key of new Set([...parts.before.keys(), ...parts.after.keys()]))
        compare(
          path === '' ? key.replace(/^\./, '') : path + key,
          parts.before.get(key),
          parts.after.get(key),
          changes,
        );
  }
}

type Parts = ReadonlyMap<string, unknown>;

/** Both taken apart in the same way; `undefined` when they are of different kinds, or have no parts. */
function partsOf(before: unknown, after: unknown): { before: Parts; after: Parts } | undefined {
  if (isRecord(before) && isRecord(after)) return { before: fields(before), after: fields(after) };
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const byId = { before: itemsById(before), after: itemsById(after) };
  return byId.before !== undefined && byId.after !== undefined
    ? { before: byId.before, after: byId.after }
    : { before: itemsByPlace(before), after: itemsByPlace(after) };
}

const fields = (value: Readonly<Record<string, unknown>>): Parts =>
  new Map(Object.entries(value).map(([key, field]) => [`.${key}`, field]));

const itemsByPlace = (items: readonly unknown[]): Parts =>
  new Map(items.map((item, place) => [`[${place}]`, item]));

function itemsById(items: readonly unknown[]): Parts | undefined {
  const named = new Map<string, unknown>();
  for (const item of items) {
    const id = isRecord(item) ? item['id'] : undefined;
    if (typeof id !== 'string' || named.has(`[id=${id}]`)) return undefined;
    named.set(`[id=${id}]`, item);
  }
  return named;
}
