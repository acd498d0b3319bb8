import { toUSVString } from 'node:util';

/**
 * Tolerant readers of vendor JSON. Hand-written and not Zod: a webhook is read in a few microseconds, and no
 * shape may make one fail.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

const nothing: JsonObject = Object.freeze({});

export const objectOf = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

/** The fields of an object; none for anything else. */
export const fieldsOf = (value: unknown): JsonObject => objectOf(value) ?? nothing;

/** A lone value where a list belongs is read as a list of one, so that it is not lost. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Postgres refuses NUL and UTF-8 has no lone surrogates: both become U+FFFD. */
const storable = (text: string): string =>
  toUSVString(text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text);

/** A string made storable; `''` for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? storable(value) : '');

// wamids are about 60 to 150 characters, BSUIDs at most 131; longer ones would not fit an index either.
const longestId = 512;

/** An opaque identifier; some examples of Meta print numbers where strings belong. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || value === '' || value.length > longestId) return undefined;
  return storable(value);
}

/** A code, as a number or in digits. */
export function integerOf(value: unknown): number | undefined {
  const given = typeof value === 'string' && digits.test(value) ? Number(value) : value;
  return typeof given === 'number' && Number.isSafeInteger(given) ? given : undefined;
}

const digits = /^\d{1,16}$/;
const year2100 = 4_102_444_800;
const millisecondsSince2001 = 1e12;

/** Unix seconds given as string or number; milliseconds are recognised. `undefined` when absurd. */
export function secondsOf(value: unknown): number | undefined {
  const given = typeof value === 'string' && digits.test(value) ? Number(value) : value;
  if (typeof given !== 'number' || !(given > 0)) return undefined;
  const seconds = given >= millisecondsSince2001 ? given / 1000 : given;
  return seconds <= year2100 ? Math.floor(seconds) : undefined;
}

const shortWord = /^[\w.-]{1,60}$/;

/** A vendor word fit for a reason or a label; `other` when it is not one. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' && shortWord.test(value) ? value : 'other';
