import { describe, expect, it } from 'vitest';
import type { GoogleFate } from '../../../src/adapters/memory/connection/google-authorization.ts';
import type { CalendarResult } from '../../../src/application/ports/scheduling/google-calendar.ts';
import { connectionWorld, minute } from '../../support/worlds/connection-world.ts';

async function connected() {
  const fates: GoogleFate[] = [];
  const world = connectionWorld({ fateOf: () => fates.shift() ?? 'done' });
  const clinic = world.addClinic();
  await world.connect(clinic);
  const seen: string[] = [];
  /** As Google's API: refuses a token that does not live. */
  const ask = async (token: string): Promise<CalendarResult<string>> => {
    seen.push(token);
    return world.google.lives(token) ? { ok: token } : { failure: 'unauthorized', reason: 'authError' };
  };
  const renewals = () => world.google.calls.filter(({ kind }) => kind === 'renew').length;
  return { world, clinic, fates, seen, ask, renewals };
}

describe('access to Google', () => {
  it('hands out the stored token while it lives long enough', async () => {
    const { world, clinic, ask, renewals } = await connected();
    expect(await world.withGoogleAccess(clinic, ask)).toHaveProperty('ok');
    world.clock.advance(57 * minute);
    expect(await world.withGoogleAccess(clinic, ask)).toHaveProperty('ok');
    expect(renewals()).toBe(0);
  });

  it('renews a token that is about to expire once, however many callers of however many processes want it', async () => {
    const { world, clinic, ask, renewals } = await connected();
    const processes = [world, world.process(), world.process()];
    world.clock.advance(58 * minute);
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, n) => processes[n % 3]!.withGoogleAccess(clinic, ask)),
    );
    expect(results.every((result) => 'ok' in result)).toBe(true);
    expect(renewals()).toBe(1);
  });

  it('goes on with the old token while renewing fails for now, to its last second', async () => {
    const { world, clinic, ask, fates, renewals } = await connected();
    world.clock.advance(58 * minute + 30_000);
    fates.push('transient');
    expect(await world.withGoogleAccess(clinic, ask)).toHaveProperty('ok');
    expect(await world.withGoogleAccess(clinic, ask)).toHaveProperty('ok');
    expect(renewals()).toBe(1);
    fates.push('transient', 'transient');
    world.clock.advance(2 * minute);
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'renewal-unavailable' });
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'renewal-unavailable' });
    expect(renewals()).toBe(2);
    world.clock.advance(15 * minute);
    fates.length = 0;
    expect(await world.withGoogleAccess(clinic, ask)).toHaveProperty('ok');
  });

  it('after a 401 renews once for all callers and repeats each call once', async () => {
    const { world, clinic, seen, renewals } = await connected();
    const stale = world.connectionOf(clinic)!.accessToken!.split('|').at(-1)!;
    const ask = async (token: string): Promise<CalendarResult<string>> => {
      seen.push(token);
      return token === stale ? { failure: 'unauthorized', reason: 'authError' } : { ok: token };
    };
    const results = await Promise.all(Array.from({ length: 10 }, () => world.withGoogleAccess(clinic, ask)));
    expect(new Set(results.map((result) => ('ok' in result ? result.ok : 'failed'))).size).toBe(1);
    expect(results[0]).toHaveProperty('ok');
    expect(renewals()).toBe(1);
    expect(seen).toHaveLength(20);
  });

  it('does not renew for ever for an API that refuses every token', async () => {
    const { world, clinic, seen, renewals } = await connected();
    const refuse = async (token: string): Promise<CalendarResult<string>> => {
      seen.push(token);
      return { failure: 'unauthorized', reason: 'authError' };
    };
    for (let n = 0; n < 10; n += 1)
      expect(await world.withGoogleAccess(clinic, refuse)).toMatchObject({ failure: 'unauthorized' });
    expect(renewals()).toBe(1);
    expect(seen).toHaveLength(11);
    expect(await world.status(clinic)).toMatchObject({ status: 'connected' });
    world.clock.advance(2 * minute);
    await world.withGoogleAccess(clinic, refuse);
    expect(renewals()).toBe(2);
  });

  it('tells a dead grant from one that never was', async () => {
    const { world, clinic, ask } = await connected();
    expect(await world.withGoogleAccess(world.addClinic(), ask)).toEqual({ noAccess: 'not-connected' });
    world.google.endGrantsOf('maria');
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'reconnect-required' });
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'reconnect-required' });
    expect(world.openAlerts()).toEqual(['google-reconnect-required']);
    await world.disconnect(clinic);
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'not-connected' });
  });

  it('takes a permission that Google misses as the end of the connection', async () => {
    const { world, clinic, ask, renewals } = await connected();
    const scope = async (): Promise<CalendarResult<string>> => ({
      failure: 'missing-scope',
      reason: 'insufficientPermissions',
    });
    expect(await world.withGoogleAccess(clinic, scope)).toMatchObject({ failure: 'missing-scope' });
    expect(await world.withGoogleAccess(clinic, ask)).toEqual({ noAccess: 'reconnect-required' });
    expect(await world.status(clinic)).toMatchObject({ nextStep: expect.stringMatching(/marque todas/) });
    expect(renewals()).toBe(0);
  });

  it('passes every other answer on as it is', async () => {
    const { world, clinic, renewals } = await connected();
    for (const failure of [
      'transient',
      'unknown',
      'not-found',
      'not-writable',
      'quota',
      'deployment',
    ] as const) {
      const result = { failure, reason: 'x' };
      expect(await world.withGoogleAccess(clinic, async () => result)).toEqual(result);
    }
    expect(renewals()).toBe(0);
    await expect(world.withGoogleAccess(clinic, () => Promise.reject(new Error('a bug')))).rejects.toThrow(
      'a bug',
    );
  });
});
