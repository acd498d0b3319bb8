import { describe, expect, it } from 'vitest';
import type { GoogleFate } from '../../../src/adapters/memory/connection/google-authorization.ts';
import { joseTokenCipher } from '../../../src/adapters/crypto/token-cipher.ts';
import { ClinicNotFound } from '../../../src/domain/clinic/clinic-errors.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { aListed, connectionWorld, minute } from '../../support/worlds/connection-world.ts';

async function connected(count = 1) {
  const fates: GoogleFate[] = [];
  const world = connectionWorld({
    fateOf: ({ kind }) => (kind === 'revoke' ? fates.shift() : undefined) ?? 'done',
  });
  world.calendarsOf.set('maria', [aListed('a')]);
  const clinics = Array.from({ length: count }, () => world.addClinic());
  for (const clinic of clinics) {
    await world.connect(clinic);
    await world.associateCalendars({ clinicId: clinic, calendarIds: ['a'] });
  }
  const erased = async (clinic = clinics[0]!) => {
    const row = world.connectionOf(clinic);
    const calendars = await world.stores.clinicCalendars.all(clinic);
    return row?.accessToken === undefined && row?.refreshToken === undefined && calendars.length === 0;
  };
  return { world, fates, clinics, clinic: clinics[0]!, erased };
}

describe('disconnecting', () => {
  it('revokes the refresh token, erases tokens and calendars, and says so', async () => {
    const { world, clinic, erased } = await connected();
    expect(await world.disconnect(clinic)).toEqual({ wasConnected: true, accessAtGoogle: 'revoked' });
    expect(world.google.calls.at(-1)).toMatchObject({
      kind: 'revoke',
      token: expect.stringMatching(/^refresh-/),
    });
    expect(await erased()).toBe(true);
    expect(world.connectionOf(clinic)).toBeUndefined();
    expect(world.openAlerts()).toEqual(['google-disconnected']);
    expect(await world.status(clinic)).toMatchObject({ status: 'not_connected' });
    expect(await world.disconnect(clinic)).toEqual({ wasConnected: false, accessAtGoogle: 'none' });
  });

  it('keeps the grant while another clinic lives on it', async () => {
    const { world, clinics } = await connected(2);
    const [mine, yours] = clinics;
    expect(await world.disconnect(mine!)).toEqual({ wasConnected: true, accessAtGoogle: 'kept' });
    world.clock.advance(50 * minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
    expect(await world.disconnect(yours!)).toEqual({ wasConnected: true, accessAtGoogle: 'revoked' });
  });

  it('succeeds here whatever Google says, and goes on asking until Google confirms', async () => {
    const { world, clinic, fates, erased } = await connected();
    fates.push('transient', 'lost');
    expect(await world.disconnect(clinic)).toEqual({ wasConnected: true, accessAtGoogle: 'pending' });
    expect(await erased()).toBe(true);
    expect(await world.status(clinic)).toMatchObject({ status: 'disconnecting', connected: false });
    expect(await world.disconnect(clinic)).toEqual({ wasConnected: false, accessAtGoogle: 'pending' });
    world.clock.advance(minute);
    expect(await world.revokeDue()).toEqual([{ outcome: 'revoked' }]);
    expect(world.connectionOf(clinic)).toBeUndefined();
  });

  it('of a grant that is dead already is a success', async () => {
    const { world, clinic } = await connected();
    world.google.endGrantsOf('maria');
    expect(await world.disconnect(clinic)).toEqual({ wasConnected: true, accessAtGoogle: 'revoked' });
  });

  it('gives up after a day, erases the token, and tells how to end the access by hand', async () => {
    const { world, clinic, fates } = await connected();
    fates.push(...Array<GoogleFate>(1_000).fill('transient'));
    await world.disconnect(clinic);
    let outcomes: string[] = [];
    for (let quarter = 0; quarter < 110 && !outcomes.includes('gave-up'); quarter += 1) {
      world.clock.advance(15 * minute);
      outcomes = (await world.revokeDue()).map(({ outcome }) => outcome);
    }
    expect(outcomes).toEqual(['gave-up']);
    expect(world.connectionOf(clinic)).toBeUndefined();
    expect(JSON.stringify([...world.db.google.revocations])).not.toContain('refresh-maria');
    expect(world.openAlerts()).toContain('google-revocation-failed');
  });

  it('with a wrong key under the right name erases no token before the day is over', async () => {
    const { world, clinic } = await connected();
    await world.stores.googleConnections.disconnect(clinic, 'revocation-1');
    world.clock.advance(minute);
    const [claim] = await world.stores.googleRevocations.claimDue(1, 30_000);
    const own = world.process((google) => google, joseTokenCipher([{ kid: 'k1', key: new Uint8Array(32) }]));
    expect(await own.endGrant(claim!)).toEqual({ outcome: 'retry', code: 'wrong-key' });
    expect(world.openAlerts()).toEqual(['encryption-key-missing']);
    expect(JSON.stringify(world.db.google.revocations)).toContain('refresh-maria');
  });

  it('can be answered by connecting again at once, also the same account', async () => {
    const { world, clinic, fates } = await connected();
    await world.disconnect(clinic);
    await world.connect(clinic);
    expect(world.google.calls.at(-1)?.kind).toBe('renew');
    expect(await world.status(clinic)).toMatchObject({ connected: true, valid: true });
    fates.push('transient');
    await world.disconnect(clinic);
    await world.connect(clinic);
    world.clock.advance(60 * minute);
    expect(await world.revokeDue()).toEqual([]);
    expect(world.google.calls.filter(({ kind }) => kind === 'revoke')).toHaveLength(2);
  });

  it('waits as long as Google asks, an hour at most', async () => {
    const { world, clinic } = await connected();
    for (const [retryAfterMs, waits] of [
      [20 * minute, 20 * minute],
      [48 * 60 * minute, 60 * minute],
    ] as const) {
      await world.connect(clinic);
      const busy = world.process((google) => ({
        ...google,
        revoke: async () => ({ failure: 'refused', code: 'rate_limit_exceeded', retryAfterMs }),
      }));
      expect(await busy.disconnect(clinic)).toMatchObject({ accessAtGoogle: 'pending' });
      world.clock.advance(waits - 1);
      expect(await world.revokeDue()).toEqual([]);
      world.clock.advance(1);
      expect(await world.revokeDue()).toEqual([{ outcome: 'revoked' }]);
    }
  });

  it('never sends a revocation whose lease is almost over', async () => {
    const { world, clinic, fates } = await connected();
    fates.push('transient');
    await world.disconnect(clinic);
    world.clock.advance(minute);
    const [slow] = await world.stores.googleRevocations.claimDue(1, 30_000);
    const before = world.google.calls.length;
    world.clock.advance(25_000);
    expect(await world.endGrant(slow!)).toEqual({ outcome: 'overtaken' });
    expect(world.google.calls).toHaveLength(before);
  });

  it('of a clinic that does not exist is refused', async () => {
    const { world } = await connected();
    await expect(world.disconnect(clinicId('nobody'))).rejects.toThrow(ClinicNotFound);
  });
});
