import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  allScopes,
  calendars,
  clinic,
  library,
  person,
  refresh,
  refusal,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
let tokens: Awaited<ReturnType<GoogleTwin['issueTokens']>>;
let cal: calendar_v3.Calendar;
const { lara, otavio } = calendars;

beforeEach(async () => {
  twin = await startTwin({ seed: 7 });
  tokens = await twin.issueTokens(clinic, allScopes);
  cal = library(twin, tokens.access_token);
});
afterEach(() => twin.close());

const insert = (calendarId: string, id?: string) =>
  cal.events.insert({
    calendarId,
    requestBody: {
      ...(id !== undefined && { id }),
      start: { dateTime: '2026-12-01T09:00:00-03:00' },
      end: { dateTime: '2026-12-01T10:00:00-03:00' },
    },
  });
const busy = async (ids: readonly string[]) => {
  const requestBody = {
    timeMin: '2026-12-01T00:00:00Z',
    timeMax: '2026-12-02T00:00:00Z',
    items: ids.map((id) => ({ id })),
  };
  return (await cal.freebusy.query({ requestBody })).data.calendars ?? {};
};

describe('a fault', () => {
  test.each([
    [{ reason: 'rateLimitExceeded' }, '403 rateLimitExceeded'],
    [{ reason: 'rateLimitExceeded', status: 429 }, '429 rateLimitExceeded'],
    [{ reason: 'quotaExceeded' }, '403 quotaExceeded'],
    [{ reason: 'insufficientPermissions' }, '403 insufficientPermissions'],
    [{ reason: 'accessNotConfigured' }, '403 accessNotConfigured'],
    [{ reason: 'authError' }, '401 authError'],
    [{ reason: 'deleted' }, '410 deleted'],
    [{ reason: 'backendError' }, '503 backendError'],
    [{ status: 500 }, '500'],
    [{ outcome: 'reset-before' }, 'no answer'],
  ] as const)('%j strikes as often as told: %s', async (fault, reason) => {
    twin.addFault({ endpoint: 'events', operation: 'insert', times: 2, ...fault });
    expect(await refusal(insert(lara))).toBe(reason);
    expect(await refusal(insert(lara))).toBe(reason);
    expect(twin.events(lara)).toEqual([]);
    expect((await insert(lara)).status).toBe(200);
    expect(twin.requests().endpoints['events.insert']).toEqual({ asked: 3, done: 1 });
  });

  test('that drops the answer has let the work be done', async () => {
    twin.addFault({ endpoint: 'events', outcome: 'drop-after', times: 1 });
    expect(await refusal(insert(lara, 'lost1'))).toBe('no answer');
    expect(twin.events(lara).map(({ id }) => id)).toEqual(['lost1']);
    expect(await refusal(insert(lara, 'lost1'))).toBe('409 duplicate');
  });

  test('hits one calendar only when told so', async () => {
    twin.addFault({ endpoint: 'events', calendarId: lara, reason: 'forbidden' });
    expect(await refusal(insert(lara))).toBe('403 forbidden');
    expect((await insert(otavio)).status).toBe(200);
  });

  test('of freebusy for one calendar is an error inside the answer, or leaves it out', async () => {
    twin.addFault({ endpoint: 'freebusy', calendarId: lara, reason: 'internalError', times: 1 });
    expect(await busy([lara, otavio])).toEqual({
      [lara]: { errors: [{ domain: 'global', reason: 'internalError' }], busy: [] },
      [otavio]: { busy: [] },
    });
    twin.addFault({ endpoint: 'freebusy', calendarId: lara, outcome: 'left-out', times: 1 });
    expect(Object.keys(await busy([lara, otavio]))).toEqual([otavio]);
    expect(Object.keys(await busy([lara, otavio]))).toEqual([lara, otavio]);
  });

  test('of the token endpoint hits one account only when told so', async () => {
    const others = await twin.issueTokens(person, allScopes);
    twin.addFault({ endpoint: 'token', operation: 'refresh', account: clinic, reason: 'invalid_grant' });
    expect((await refresh(twin, tokens.refresh_token)).body['error']).toBe('invalid_grant');
    expect((await refresh(twin, others.refresh_token)).status).toBe(200);
    twin.clearFaults();
    expect((await refresh(twin, tokens.refresh_token)).status).toBe(200);
  });

  test('with a probability strikes the same requests for the same seed', async () => {
    const run = async () => {
      twin.clearFaults();
      twin.addFault({ endpoint: 'calendarList', reason: 'backendError', probability: 0.5 });
      const results: string[] = [];
      for (let n = 0; n < 12; n += 1) results.push(await refusal(cal.calendarList.list()));
      return results;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set(['no refusal', '503 backendError']));
    expect(await run()).toEqual(first);
  });

  test('says when to come back, and waits before it answers', async () => {
    twin.addFault({
      endpoint: 'token',
      reason: 'rate_limit_exceeded',
      retryAfterS: 7,
      delayMs: 120,
      times: 1,
    });
    const began = performance.now();
    const answer = await fetch(twin.tokenUrl, { method: 'POST', body: new URLSearchParams() });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(performance.now() - began).toBeGreaterThan(115);
  });
});
