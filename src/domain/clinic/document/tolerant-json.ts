import type { ContextFinding } from './context-finding.ts';
import { folded } from '../../language/folded-text.ts';

/** A place in the document. What a reader understood is marked, so that the rest can be kept as unread. */
export type Place = {
  readonly path: string;
  readonly value: unknown;
  readonly reading: Reading;
};

type Reading = { readonly understood: Set<string>; readonly findings: ContextFinding[] };

const deepest = 8;
const mostUnread = 500;
const absent = undefined;

export const openDocument = (value: unknown): Place => ({
  path: '',
  value,
  reading: { understood: new Set(), findings: [] },
});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of `keys` that holds something; spelling of keys may differ in accents, case and separators. */
export function at(place: Place, ...keys: readonly string[]): Place {
  const { value, path, reading } = place;
  if (isRecord(value)) {
    const own = Object.keys(value).filter((key) => (value[key] ?? undefined) !== undefined);
    for (const wanted of keys.map(folded)) {
      const key = own.find((candidate) => folded(candidate) === wanted);
      if (key !== undefined)
        return { path: path === '' ? key : `${path}.${key}`, value: value[key], reading };
    }
  }
  return { path: [path, keys[0]].filter(Boolean).join('.'), value: absent, reading };
}

/** Every entry of an object, in the document's order. */
export const entriesOf = (place: Place): readonly (readonly [string, Place])[] =>
  isRecord(place.value) ? Object.keys(place.value).map((key) => [key, childOf(place, key)] as const) : [];

/** Every item of a list; a single object or text counts as a list of one. */
export function itemsOf(place: Place): readonly Place[] {
  const { value, path, reading } = place;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, value: item, reading }));
  return isRecord(value) || typeof value === 'string' ? [place] : [];
}

const childOf = ({ path, value, reading }: Place, key: string): Place => ({
  path: path === '' ? key : `${path}.${key}`,
  value: isRecord(value) ? value[key] : absent,
  reading,
});

/** Marks a place, with all below it, as understood. */
export function understood<T>(place: Place, result: T): T {
  if (result !== undefined) place.reading.understood.add(place.path);
  return result;
}

export const report = ({ reading, path }: Place, message: string): void => {
  reading.findings.push({ path, message });
};

/** What no reader understood, by path. Too deep or too many is cut: the document is untrusted. */
export function unreadBelow(root: Place): Readonly<Record<string, unknown>> {
  const rest: [string, unknown][] = [];
  const walk = (place: Place, depth: number): void => {
    const { value, path } = place;
    const isEmpty = value === null || value === undefined || value === '';
    if (isEmpty || rest.length >= mostUnread || root.reading.understood.has(path)) return;
    if (depth >= deepest) return void rest.push([path, '…']);
    if (Array.isArray(value)) for (const item of itemsOf(place)) walk(item, depth + 1);
    else if (isRecord(value)) for (const [, child] of entriesOf(place)) walk(child, depth + 1);
    else rest.push([path, value]);
  };
  walk(root, 0);
  return Object.fromEntries(rest);
}
