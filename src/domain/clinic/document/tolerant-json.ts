import type { ContextFinding, FindingSeverity } from './context-finding.ts';
import { documentLimits, tooManyItems } from './document-limits.ts';
import { folded } from '../../language/folded-text.ts';

/** A place in the document. What a reader understood is marked, so that the rest can be kept as unread. */
export type Place = {
  readonly path: string;
  readonly value: unknown;
  readonly reading: Reading;
};

type Reading = {
  readonly understood: Set<string>;
  readonly findings: ContextFinding[];
  /** What was reported already, as places are read more than once. */
  readonly reported: Set<string>;
  /** The keys of each object by their folded spelling. */
  readonly keys: WeakMap<object, ReadonlyMap<string, string>>;
  /** Folded: thousands of objects have the same few keys. */
  readonly spellings: Map<string, string>;
};

const deepest = 8;
const mostUnread = 500;
const absent = undefined;

export const openDocument = (value: unknown): Place => ({
  path: '',
  value,
  reading: {
    understood: new Set(),
    findings: [],
    reported: new Set(),
    keys: new WeakMap(),
    spellings: new Map(),
  },
});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of `keys` that holds something; spelling of keys may differ in accents, case and separators. */
export function at(place: Place, ...keys: readonly string[]): Place {
  const { value, path, reading } = place;
  if (isRecord(value)) {
    const own = keysOf(value, reading);
    for (const wanted of keys) {
      const key = own.get(spellingOf(wanted, ourKeys));
      if (key !== undefined)
        return { path: path === '' ? key : `${path}.${key}`, value: value[key], reading };
    }
  }
  return { path: [path, keys[0]].filter(Boolean).join('.'), value: absent, reading };
}

/** Those that readers ask for; as many as there are readers. */
const ourKeys = new Map<string, string>();
const mostSpellings = 1_000;

function spellingOf(key: string, known: Map<string, string>): string {
  const spelling = known.get(key) ?? folded(key);
  if (known.size < mostSpellings) known.set(key, spelling);
  return spelling;
}

/** The first key of each spelling that holds something. */
function keysOf(
  value: Readonly<Record<string, unknown>>,
  { keys, spellings }: Reading,
): ReadonlyMap<string, string> {
  const known = keys.get(value);
  if (known) return known;
  const found = new Map<string, string>();
  for (const key of Object.keys(value)) {
    const spelling = spellingOf(key, spellings);
    if ((value[key] ?? undefined) !== undefined && !found.has(spelling)) found.set(spelling, key);
  }
  keys.set(value, found);
  return found;
}

/** The entries of an object, in the document's order; at most so many are used. */
export const entriesOf = (place: Place): readonly (readonly [string, Place])[] =>
  firstOf(place, allEntries(place), documentLimits.items, 'campos');

/** The items of a list, of which at most so many are used; a single object or text counts as a list of one. */
export function itemsOf(place: Place, most: number = documentLimits.items): readonly Place[] {
  const { value } = place;
  if (Array.isArray(value)) return firstOf(place, allItems(place, value), most);
  return isRecord(value) || typeof value === 'string' ? [place] : [];
}

/** The first so many; that there are more is reported. */
export function firstOf<T>(place: Place, all: readonly T[], most: number, what?: string): readonly T[] {
  if (all.length <= most) return all;
  report(place, tooManyItems(most, what));
  return all.slice(0, most);
}

const allEntries = (place: Place): readonly (readonly [string, Place])[] =>
  isRecord(place.value) ? Object.keys(place.value).map((key) => [key, childOf(place, key)] as const) : [];

const allItems = ({ path, reading }: Place, value: readonly unknown[]): readonly Place[] =>
  value.map((item, index) => ({ path: `${path}[${index}]`, value: item, reading }));

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

export const report = (
  { reading: { findings, reported }, path }: Place,
  message: string,
  severity: FindingSeverity = 'warning',
): void => {
  const key = `${path}\n${message}`;
  if (findings.length >= documentLimits.findings || reported.has(key)) return;
  reported.add(key);
  findings.push({ path, severity, message });
};

/** What no reader understood, by path. Too deep or too many is cut: the document is untrusted. */
export function unreadBelow(root: Place): Readonly<Record<string, unknown>> {
  const rest: [string, unknown][] = [];
  const walk = (place: Place, depth: number): void => {
    const { value, path } = place;
    const isEmpty = value === null || value === undefined || value === '';
    if (isEmpty || rest.length >= mostUnread || root.reading.understood.has(path)) return;
    if (depth >= deepest) return void rest.push([path, '…']);
    if (Array.isArray(value)) for (const item of allItems(place, value)) walk(item, depth + 1);
    else if (isRecord(value)) for (const [, child] of allEntries(place)) walk(child, depth + 1);
    else rest.push([path, typeof value === 'string' ? value.slice(0, documentLimits.text) : value]);
  };
  walk(root, 0);
  return Object.fromEntries(rest);
}
