import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedRevocation } from '../../../../src/application/ports/connection/google-revocations.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { aConnection, connect, inMs, leaseMs, minute } from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const googleRevocationsContract = (make: MakeHarness) =>
  describe('google revocations', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const connections = () => harness.stores.googleConnections;
    const store = () => harness.stores.googleRevocations;
    /** Whoever disconnected has a head start. */
    const claim = async () => {
      await harness.passTime(6_000);
      return store().claimDue(10, leaseMs);
    };
    const claimFirst = async () => {
      const [first] = await claim();
      return first as ClaimedRevocation;
    };
    const disconnect = (clinicId: ClinicId) => connections().disconnect(clinicId, harness.ids.next());

    it('begin with a disconnect, which erases the tokens at once and the rest when Google has confirmed', async () => {
      const { clinicId, connection } = await connect(harness);
      expect(await disconnect(clinicId)).toEqual({ wasConnected: true, grant: 'revoke' });
      expect(await harness.readGrant(clinicId)).toEqual({
        status: 'disconnecting',
        accessToken: undefined,
        refreshToken: undefined,
      });
      expect(await disconnect(clinicId)).toEqual({ wasConnected: false, grant: 'revoke' });
      expect(await store().claimDue(10, leaseMs)).toEqual([]);
      const claims = (await Promise.all([1, 2, 3].map(() => store().claimOf(clinicId, leaseMs)))).flat();
      expect(await claim()).toEqual([]);
      expect(claims).toMatchObject([{ clinicId, refreshToken: connection.refreshToken, attempts: 0 }]);
      expect(await store().settle(claims[0]!, { to: 'finished' })).toBe(true);
      expect(await harness.readGrant(clinicId)).toBeUndefined();
      expect(await harness.readRevocations()).toMatchObject([{ isFinished: true, refreshToken: undefined }]);
      expect(await store().settle(claims[0]!, { to: 'finished' })).toBe(false);
      expect(await disconnect(clinicId)).toEqual({ wasConnected: false, grant: 'none' });
    });

    it('are tried again later when they failed, by whoever comes', async () => {
      const { clinicId } = await connect(harness);
      await disconnect(clinicId);
      const first = await claimFirst();
      expect(await store().settle(first, { to: 'retry', at: inMs(harness, minute), code: 'timeout' })).toBe(
        true,
      );
      expect(await claim()).toEqual([]);
      expect(await store().msUntilDue()).toBeLessThanOrEqual(minute);
      await harness.passTime(minute);
      expect(await claim()).toMatchObject([{ attempts: 1 }]);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimFirst();
      expect(await store().settle(first, { to: 'finished' })).toBe(false);
      expect(await store().settle(heir, { to: 'finished', code: 'gave-up' })).toBe(true);
      expect(await store().msUntilDue()).toBeUndefined();
    });

    it('do not begin while another live connection has the same account, whoever disconnects first', async () => {
      const [a, b] = [await connect(harness), await connect(harness)];
      expect(await disconnect(a.clinicId)).toEqual({ wasConnected: true, grant: 'shared' });
      expect(await harness.readGrant(a.clinicId)).toBeUndefined();
      expect(await harness.readRevocations()).toEqual([]);
      expect(await disconnect(b.clinicId)).toEqual({ wasConnected: true, grant: 'revoke' });
    });

    it('begin exactly once when all clinics of an account disconnect at the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const account = { sub: `sub-round-${round}` };
        const clinics: ClinicId[] = [];
        for (let n = 0; n < 4; n += 1)
          clinics.push((await connect(harness, undefined, { account })).clinicId);
        const outcomes = await Promise.all(clinics.map(disconnect));
        expect(outcomes.map(({ grant }) => grant).sort()).toEqual(['revoke', 'shared', 'shared', 'shared']);
      }
    });

    it('do not count a dead connection as one that lives on the grant', async () => {
      const dead = await connect(harness);
      await connections().requireReconnect(dead.clinicId, dead.saved.version, 'invalid_grant');
      const { clinicId } = await connect(harness);
      expect(await disconnect(clinicId)).toMatchObject({ grant: 'revoke' });
    });

    it('are dropped when the account connects again before they went out', async () => {
      const { clinicId } = await connect(harness);
      await disconnect(clinicId);
      const other = await connect(harness);
      expect(other.saved.needsProbe).toBe(false);
      expect(await claim()).toEqual([]);
      expect(await harness.readRevocations()).toEqual([]);
      expect(await harness.readGrant(clinicId)).toBeUndefined();
      await connect(harness, clinicId);
      expect(await harness.readGrant(clinicId)).toMatchObject({ status: 'connected' });
    });

    it('that were sent before make a new connection of the account prove itself', async () => {
      const { clinicId } = await connect(harness);
      await disconnect(clinicId);
      const at = inMs(harness, minute);
      await store().settle(await claimFirst(), { to: 'retry', at, code: 'timeout' });
      const { saved } = await connect(harness, clinicId);
      expect(saved.needsProbe).toBe(true);
      expect(await harness.readRevocations()).toEqual([]);
    });

    it('that were perhaps sent by a process that died make a new connection of the account prove itself', async () => {
      const { clinicId } = await connect(harness);
      await disconnect(clinicId);
      expect(await claimFirst()).toMatchObject({ attempts: 0 });
      await harness.passTime(leaseMs + 1_000);
      const { saved } = await connect(harness, clinicId);
      expect(saved.needsProbe).toBe(true);
    });

    it('hold off a new connection of the account while they are under way', async () => {
      const { clinicId } = await connect(harness);
      await disconnect(clinicId);
      const going = await claimFirst();
      const seen = await connections().get(clinicId);
      const next = aConnection(harness, clinicId);
      expect(await connections().save(next, seen?.version)).toBe('being-revoked');
      expect(await harness.readGrant(clinicId)).toMatchObject({ status: 'disconnecting' });
      expect(await store().settle(going, { to: 'finished' })).toBe(true);
      expect(await connections().save(next, undefined)).toMatchObject({ saved: { needsProbe: true } });
      await harness.passTime(10 * minute);
      const later = await connect(harness);
      expect(later.saved.needsProbe).toBe(false);
    });

    it('never meet a live connection of their account, however connecting and disconnecting race', async () => {
      for (let round = 0; round < 15; round += 1) {
        const account = { sub: `sub-race-${round}` };
        const { clinicId } = await connect(harness, undefined, { account });
        const newcomer = await harness.addClinic();
        const [, saved, claimed] = await Promise.all([
          disconnect(clinicId),
          connections().save(aConnection(harness, newcomer, { account }), undefined),
          store().claimOf(clinicId, leaseMs),
        ]);
        const open = (await harness.readRevocations()).filter(
          ({ sub, isFinished }) => sub === account.sub && !isFinished,
        );
        const lives = (await harness.readGrant(newcomer)) !== undefined;
        expect(lives).toBe(typeof saved === 'object');
        if (lives) expect(open).toEqual([]);
        else expect(saved).toBe('being-revoked');
        for (const revocation of [...claimed, ...(await claim())])
          await store().settle(revocation, { to: 'finished' });
      }
    });

    it('begin for the account that a clinic leaves behind, whose calendars become unreachable', async () => {
      const { clinicId, connection } = await connect(harness);
      await harness.stores.clinicCalendars.associate(clinicId, [
        {
          calendarId: 'a',
          summary: 'A',
          timeZone: 'America/Sao_Paulo',
          accessRole: 'owner',
          reachability: 'reachable',
        },
      ]);
      const moved = await connect(harness, clinicId, { account: { sub: 'sub-2' } });
      expect(moved.saved.revokesFormer).toBe(true);
      expect(await harness.readRevocations()).toEqual([
        { clinicId, sub: 'sub-1', refreshToken: connection.refreshToken, isFinished: false },
      ]);
      expect(await harness.stores.clinicCalendars.active(clinicId)).toMatchObject([
        { calendarId: 'a', reachability: 'unreachable' },
      ]);
      await store().settle(await claimFirst(), { to: 'finished' });
      expect(await harness.readGrant(clinicId)).toMatchObject({
        status: 'connected',
        refreshToken: moved.connection.refreshToken,
      });
    });

    it('do not begin for an account left behind that another clinic still has', async () => {
      const { clinicId } = await connect(harness);
      await connect(harness);
      const moved = await connect(harness, clinicId, { account: { sub: 'sub-2' } });
      expect(moved.saved.revokesFormer).toBe(false);
      expect(await harness.readRevocations()).toEqual([]);
    });

    it('end for ever although two clinics swap their accounts at the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const accounts = [{ sub: `a${round}` }, { sub: `b${round}` }];
        const [a, b] = await Promise.all(accounts.map((account) => connect(harness, undefined, { account })));
        await Promise.all([
          connect(harness, a!.clinicId, { account: accounts[1]! }),
          connect(harness, b!.clinicId, { account: accounts[0]! }),
        ]);
        expect((await connections().get(a!.clinicId))?.account.sub).toBe(`b${round}`);
        expect((await connections().get(b!.clinicId))?.account.sub).toBe(`a${round}`);
        expect((await harness.readRevocations()).filter(({ isFinished }) => !isFinished)).toEqual([]);
      }
    });
  });
