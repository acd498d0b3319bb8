import { createHash } from 'node:crypto';
import { masked } from './masked.ts';
import { seenError } from './logged-error.ts';

/** What a value looks like in the log; `undefined` when it is not what the field is for. */
type Shape = (value: unknown) => unknown;

const text = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

const id = text(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
/** A word of ours or of a vendor: a code, a kind, a name of a file. */
const word: Shape = (value) => maskedWord(plainWord(value));
const plainWord = text(/^\w[\w.:/-]{0,63}$/);
const maskedWord = (seen: string | undefined) => seen && masked(seen);
/** May come from the caller, so long digits in it are not taken on trust; those of our ids and hexadecimal ones are. */
const correlationId: Shape = (value) =>
  id(value) ??
  text(/^[\w.:-]{1,64}$/)(value)
    ?.replace(/(?<![0-9a-z])\d(?:[.:_-]?\d){9,14}(?![0-9a-z])/gi, '[masked]')
    .replace(/\b(?:EAA|eyJ|ya29|wamid)\S+/g, '[masked]');
const path = text(/^(?:\/|[A-Za-z]:\\)[\w./\\@+~-]{1,300}$/);
/** Meta's id of a business number, longer than a telephone number. */
const businessId = text(/^\d{14,20}$/);
/**
 * Meta's id of a message has the patient's number in it, in base64. The log has its digest: whoever holds the id finds
 * the lines (`printf %s "$id" | sha256sum`), whoever holds the lines has no number (docs/decisions/0073).
 */
const wamid: Shape = (value) =>
  typeof value === 'string' && value.startsWith('wamid.')
    ? `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 16)}`
    : undefined;
/** A count or a duration; a number as long as a telephone's is neither. */
const number: Shape = (value) =>
  typeof value === 'number' && Math.abs(value) < 1e8 ? Math.round(value * 1e3) / 1e3 : undefined;
const flag: Shape = (value) => (typeof value === 'boolean' ? value : undefined);
const time: Shape = (value) => (value instanceof Date ? value : undefined);
const origin: Shape = (value) => (typeof value === 'string' ? URL.parse(value)?.origin : undefined);
/** What an alert is about: an id or a word; a calendar's id may be somebody's address. */
const subject: Shape = (value) =>
  id(value) ?? word(value) ?? (typeof value === 'string' && value.includes('@') ? '[address]' : undefined);
const counts: Shape = (value) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, count]) =>
          word(name) === name ? [[name, number(count)]] : [],
        ),
      )
    : undefined;
/** Meta's `x-app-usage`: percentages by name. */
const usage: Shape = (value) => {
  const read = typeof value === 'string' ? tolerantly(value) : undefined;
  return read && shaped(read, { call_count: number, total_cputime: number, total_time: number });
};
const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) ? value.slice(0, 20).map((item) => shape(item) ?? notLogged) : undefined;
const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    typeof value === 'object' && value !== null ? shaped(value, shapes) : undefined;

const notLogged = '[not logged]';

/**
 * Every field that may be logged, and what it may hold: nothing else reaches the log, however it is called and wherever
 * it comes from. A new field is a line here; never a free text of a person, a vendor or a database.
 */
const shapes: Readonly<Record<string, Shape>> = {
  err: seenError,
  requestId: correlationId,
  clinicId: id,
  conversationId: id,
  appointmentId: id,
  messageId: id,
  metaMessageId: wamid,
  phoneNumberId: businessId,
  traceId: word,
  // Meta's wording stays in the database, where the clinic's operator reads it
  failure: fields({ class: word, code: word, traceId: word }),
  outcome: word,
  outcomes: counts,
  method: word,
  route: text(/^\/[\w/:.{}()*-]{0,150}$/),
  status: number,
  caller: word,
  code: word,
  alert: word,
  subject,
  accessAtGoogle: word,
  settlement: word,
  reason: word,
  reasons: listOf(word),
  operation: word,
  result: word,
  appUsage: usage,
  loop: word,
  roles: listOf(word),
  migrations: number,
  newest: text(/^\d{4}_[a-z0-9_]{1,80}$/),
  version: word,
  url: origin,
  publicUrl: origin,
  place: path,
  dataDir: path,
  messages: number,
  items: number,
  calendars: number,
  attempts: number,
  failures: number,
  probed: number,
  count: number,
  replies: number,
  ms: number,
  durationMs: number,
  retryMs: number,
  port: number,
  // not `pid`, `level`, `time` or `msg`: every line has its own
  serverPid: number,
  userPids: listOf(number),
  handedOver: flag,
  resent: flag,
  at: time,
  until: time,
};

/** What of `given` is for the log. Fields that nobody has listed are counted, so that one notices. */
export function logFields(given: object): Record<string, unknown> {
  const seen = shaped(given, shapes);
  const unlisted = Object.keys(given).filter((name) => !Object.hasOwn(shapes, name)).length;
  return unlisted === 0 ? seen : { ...seen, unlisted };
}

function shaped(given: object, allowed: Readonly<Record<string, Shape>>): Record<string, unknown> {
  const seen: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    const shape = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (shape !== undefined) seen[name] = shape(value) ?? notLogged;
  }
  return seen;
}

function tolerantly(json: string): object | undefined {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}
