import { describe, expect, it } from 'vitest';
import { refreshTokenToKeep } from '../../../src/domain/connection/account-rules.ts';
import { calendarUse } from '../../../src/domain/connection/calendar-choice.ts';
import { admit, afterRefusal, wholeCircuit } from '../../../src/domain/connection/circuit.ts';
import {
  missingPermissions,
  permissionLabel,
  readScopes,
  requestedScopes,
} from '../../../src/domain/connection/oauth-scopes.ts';
import { classifyRefusal } from '../../../src/domain/connection/token-refusal.ts';

const google = 'https://www.googleapis.com/auth/';
const now = new Date('2026-03-02T12:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

describe('scopes', () => {
  it('are compared by the names they were asked by', () => {
    const answered = `  ${google}userinfo.email openid ${google}calendar.events  ${google}userinfo.profile openid`;
    expect(readScopes(answered)).toEqual(['email', `${google}calendar.events`, 'openid', 'profile'].sort());
  });

  it('that were all granted miss nothing', () => {
    expect(missingPermissions(readScopes(requestedScopes.join(' ')))).toEqual([]);
    expect(missingPermissions([`${google}calendar`])).toEqual([]);
  });

  it('left unticked are named for the clinic; writing events does not read busy times', () => {
    expect(missingPermissions(['openid'])).toEqual(['list-calendars', 'read-busy-times', 'write-events']);
    const granted = [`${google}calendar.events`, `${google}calendar.calendarlist.readonly`];
    expect(missingPermissions(granted)).toEqual(['read-busy-times']);
    expect(missingPermissions([`${google}calendar.readonly`])).toEqual(['write-events']);
    expect(permissionLabel('read-busy-times')).toMatch(/horários ocupados/);
  });
});

describe('a refusal of the token endpoint', () => {
  it.each([
    [400, 'invalid_grant', 'grant-dead'],
    [403, 'access_denied', 'grant-dead'],
    [400, 'org_internal', 'grant-dead'],
    [401, 'invalid_client', 'deployment'],
    [401, 'deleted_client', 'deployment'],
    [400, 'unauthorized_client', 'other-client'],
    [400, 'invalid_scope', 'bug'],
    [400, 'unsupported_grant_type', 'bug'],
    [403, 'rate_limit_exceeded', 'transient'],
    [400, 'internal_failure', 'transient'],
    [429, 'invalid_grant', 'transient'],
    [503, 'invalid_client', 'transient'],
    [418, 'something_new', 'transient'],
  ])('%i %s is %s', (status, error, expected) => {
    expect(classifyRefusal(status, error)).toBe(expected);
  });
});

describe('a refresh token', () => {
  const known = (status: 'connected' | 'renewing_failed' | 'reconnect_required' | 'disconnecting') =>
    ({ account: { sub: 'maria' }, status }) as const;

  it('that came is taken', () => {
    expect(refreshTokenToKeep(known('connected'), { sub: 'joao', hasRefreshToken: true })).toBe('new');
    expect(refreshTokenToKeep(undefined, { sub: 'joao', hasRefreshToken: true })).toBe('new');
  });

  it('that did not come is the stored one, of the same account and while that works', () => {
    const without = (sub: string) => ({ sub, hasRefreshToken: false });
    expect(refreshTokenToKeep(known('connected'), without('maria'))).toBe('stored');
    expect(refreshTokenToKeep(known('renewing_failed'), without('maria'))).toBe('stored');
    expect(refreshTokenToKeep(known('connected'), without('joao'))).toBe('none');
    expect(refreshTokenToKeep(known('reconnect_required'), without('maria'))).toBe('none');
    expect(refreshTokenToKeep(known('disconnecting'), without('maria'))).toBe('none');
    expect(refreshTokenToKeep(undefined, without('maria'))).toBe('none');
  });
});

describe('the circuit to Google', () => {
  it('lets everything through until our client was refused three times in a row', () => {
    let circuit = afterRefusal(afterRefusal(wholeCircuit, now), now);
    expect(admit(circuit, 10, now).admitted).toBe(10);
    circuit = afterRefusal(circuit, now);
    expect(admit(circuit, 10, now).admitted).toBe(0);
  });

  it('then lets one try per minute, and everything again after a success', () => {
    const broken = [1, 2, 3].reduce((circuit) => afterRefusal(circuit, now), wholeCircuit);
    const probe = admit(broken, 10, later(60_000));
    expect(probe.admitted).toBe(1);
    expect(admit(probe.circuit, 10, later(60_001)).admitted).toBe(0);
    expect(admit(probe.circuit, 10, later(120_000)).admitted).toBe(1);
    expect(admit(wholeCircuit, 10, later(60_001)).admitted).toBe(10);
  });
});

describe('a calendar', () => {
  it.each([
    ['owner', 'bookable'],
    ['writer', 'bookable'],
    ['writerWithoutPrivateAccess', 'bookable'],
    ['reader', 'busy-only'],
    ['freeBusyReader', 'busy-only'],
    ['something-new', 'busy-only'],
  ])('shared as %s is %s', (role, use) => {
    expect(calendarUse(role)).toBe(use);
  });
});
