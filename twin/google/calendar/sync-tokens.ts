import { invalid, refuse } from '../errors.ts';
import type { Calendar } from './calendars.ts';

type Sync = { readonly revision: number; readonly singleEvents: boolean };

/** What Google refuses beside a sync token. */
const forbidden = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];

export const writeSyncToken = ({ revision, singleEvents }: Sync): string =>
  Buffer.from(`sync ${revision} ${singleEvents}`).toString('base64url');

/** What the caller has seen already; absent in the first list. */
export function readSyncToken(calendar: Calendar, query: URLSearchParams): Sync | undefined {
  const token = query.get('syncToken');
  if (token === null) return undefined;
  const wrong = forbidden.find((name) => query.has(name));
  if (wrong !== undefined) invalid(`The ${wrong} parameter cannot be used together with a sync token.`);
  if (query.get('showDeleted') === 'false') invalid('showDeleted cannot be false with a sync token.');
  const [, revision, single] =
    /^sync (\d+) (true|false)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (revision === undefined || Number(revision) < calendar.oldestSync) return tooOld();
  const singleEvents = single === 'true';
  if (singleEvents !== (query.get('singleEvents') === 'true'))
    invalid('The parameters must be those of the first list.');
  return { revision: Number(revision), singleEvents };
}

export const tooOld = (): never =>
  refuse({
    status: 410,
    reason: 'fullSyncRequired',
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
  });
