import { describe, expect, it } from 'vitest';
import type { GoogleCall, GoogleFate } from '../../../src/adapters/memory/connection/google-authorization.ts';
import { connectionWorld, minute } from '../../support/worlds/connection-world.ts';

type World = ReturnType<typeof connectionWorld>;

const connected = (world: World, name: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const id = world.addClinic();
      await world.connect(id, { sub: `${name}${n}` });
      return id;
    }),
  );
const stepSeconds = 5;

async function live(world: World, hours: number, look: () => void = () => undefined) {
  for (let second = 0; second < hours * 3_600; second += stepSeconds) {
    world.clock.advance(stepSeconds * 1_000);
    await world.renewDue();
    if (second % 60 === 0) look();
  }
}

/**
 * As Google answers for refresh tokens that a former client of ours was given
 * (docs/vendors/google.md#refresh-tokens).
 */
const ofFormerClient = ({ kind, token }: GoogleCall): GoogleFate =>
  kind === 'renew' && token.includes('old') ? 'other-client' : 'done';

describe('grants of a former OAuth client', () => {
  it('do not keep the good ones from being renewed, and end with a request to connect anew', async () => {
    const world = connectionWorld({ fateOf: ofFormerClient });
    const old = await connected(world, 'old', 60);
    const good = await connected(world, 'good', 20);
    let withoutAccess = 0;
    await live(world, 6, () => {
      for (const id of good) if (world.connectionOf(id)!.expiresAt <= world.clock.now()) withoutAccess += 1;
    });
    expect(withoutAccess).toBe(0);
    expect(new Set(old.map((id) => world.connectionOf(id)!.status))).toEqual(new Set(['reconnect_required']));
    expect(new Set(good.map((id) => world.connectionOf(id)!.status))).toEqual(new Set(['connected']));
    expect(world.openAlerts()).toEqual(Array(60).fill('google-reconnect-required'));
    expect(world.db.alerts.filter(({ kind }) => kind === 'google-client-refused')).toEqual([]);
    expect(await world.status(old[0]!)).toMatchObject({ nextStep: expect.stringMatching(/Conecte/) });
  });

  it('are not declared dead while nobody else is renewed: then it is our client, an alert of the installation', async () => {
    let isOurs = false;
    const world = connectionWorld({
      fateOf: ({ kind }) => (isOurs && kind === 'renew' ? 'other-client' : 'done'),
    });
    const clinics = await connected(world, 'maria', 12);
    await live(world, 2);
    isOurs = true;
    await live(world, 5);
    expect(new Set(clinics.map((id) => world.connectionOf(id)!.status))).toEqual(
      new Set(['renewing_failed']),
    );
    expect(world.openAlerts()).toContain('google-client-refused');
    expect(world.openAlerts()).not.toContain('google-reconnect-required');
    isOurs = false;
    await live(world, 1);
    expect(new Set(clinics.map((id) => world.connectionOf(id)!.status))).toEqual(new Set(['connected']));
    expect(world.openAlerts()).toEqual([]);
  });

  it('are tried less and less often', async () => {
    const world = connectionWorld({ fateOf: ofFormerClient });
    await connected(world, 'old', 1);
    await live(world, 6);
    const tries = world.google.calls.filter(({ kind }) => kind === 'renew').length;
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(35);
  });

  it('found out at a call stop there as well', async () => {
    const world = connectionWorld({ fateOf: ofFormerClient });
    const [old, good] = await Promise.all(['old', 'good'].map((name) => connected(world, name, 1)));
    world.clock.advance(61 * minute);
    const ask = async (token: string) => ({ ok: token });
    for (let n = 0; n < 5; n += 1)
      expect(await world.withGoogleAccess(old![0]!, ask)).toEqual({ noAccess: 'renewal-unavailable' });
    expect(world.google.calls.filter(({ kind }) => kind === 'renew')).toHaveLength(1);
    expect(await world.withGoogleAccess(good![0]!, ask)).toHaveProperty('ok');
  });
});
