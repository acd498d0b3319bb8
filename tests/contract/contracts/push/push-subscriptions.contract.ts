import { beforeEach, describe, expect, it } from 'vitest';
import { browserSessionId } from '../../../../src/domain/access/browser-session-id.ts';
import { beginSession } from '../../../../src/domain/access/browser-session.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, type Party } from '../../harness/steps.ts';
import { pushSteps } from './push-steps.ts';

export const pushSubscriptionsContract = (make: MakeHarness) =>
  describe('subscriptions of browsers', () => {
    let harness: Harness;
    let steps: ReturnType<typeof pushSteps>;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      steps = pushSteps(harness);
      party = await aParty(harness);
    });
    /** The ids of those that are told when somebody begins to wait. */
    const told = async () => {
      await steps.beginsToWait(party);
      await steps.planAll();
      return new Set((await steps.claim()).map(({ subscriptionId }) => subscriptionId));
    };

    it('are of a clinic that there is', async () => {
      expect(await steps.subscribe(clinicId(harness.ids.next()))).toBeUndefined();
      const id = await steps.subscribe(party.clinicId);
      expect(await told()).toEqual(new Set([id]));
    });

    it('keep their id when they are renewed, and go to whoever sits there next', async () => {
      const { pushSubscriptions } = harness.stores;
      const first = steps.subscription(party.clinicId);
      const put = (wish: object) =>
        pushSubscriptions.put({ ...first, id: harness.ids.next(), ...wish }, 10, harness.now());
      expect(await put({ id: first.id })).toBe(first.id);
      expect(await put({ since: harness.now() })).toBe(first.id);
      // since it was told before, it goes on being told of what began then
      await put({ userId: 'bia', since: steps.ago(-3_600_000) });
      expect(await pushSubscriptions.remove(party.clinicId, 'ana', first.id)).toBe(false);
      expect(await told()).toEqual(new Set());
      expect(await pushSubscriptions.remove(party.clinicId, 'bia', first.id)).toBe(true);
    });

    it('are taken away by their person alone, in their clinic alone', async () => {
      const { pushSubscriptions } = harness.stores;
      const other = await harness.addClinic();
      const id = (await steps.subscribe(party.clinicId)) ?? '';
      expect(await pushSubscriptions.remove(other, 'ana', id)).toBe(false);
      expect(await pushSubscriptions.remove(party.clinicId, 'bia', id)).toBe(false);
      expect(await pushSubscriptions.remove(party.clinicId, 'ana', id)).toBe(true);
      expect(await pushSubscriptions.remove(party.clinicId, 'ana', id)).toBe(false);
      expect(await told()).toEqual(new Set());
    });

    it('are so many of a person, the latest', async () => {
      const other = await steps.subscribe(party.clinicId, { userId: 'bia' }, 2);
      const ids: (string | undefined)[] = [];
      for (let n = 0; n < 3; n += 1) {
        ids.push(await steps.subscribe(party.clinicId, {}, 2));
        await harness.passTime(5);
      }
      expect(await told()).toEqual(new Set([other, ...ids.slice(1)]));
    });

    it('go with the session that is ended, in every clinic', async () => {
      const { browserSessions } = harness.stores;
      const second = await aParty(harness);
      const session = (userId: string) =>
        beginSession(browserSessionId(harness.ids.next()), { userId, clinicIds: [] }, harness.now());
      const [ended, open] = [session('ana'), session('ana')];
      for (const each of [ended, open]) await browserSessions.add(each, `digest of ${each.id}`);
      await steps.subscribe(party.clinicId, { sessionId: ended.id });
      await steps.subscribe(second.clinicId, { sessionId: ended.id });
      const kept = await steps.subscribe(party.clinicId, { sessionId: open.id });
      expect(await browserSessions.end(ended.id, 'user:ana', harness.now())).toBe(true);
      await steps.beginsToWait(second);
      expect(await told()).toEqual(new Set([kept]));
    });

    it('are not told once the session is over by itself, ended while they were renewed, or gone', async () => {
      const { browserSessions } = harness.stores;
      const hour = 3_600_000;
      const session = async (begun: Date) => {
        const who = { userId: 'ana', clinicIds: [] };
        const made = beginSession(browserSessionId(harness.ids.next()), who, begun);
        await browserSessions.add(made, `digest of ${made.id}`);
        return made.id;
      };
      const [over, ended, lasting] = [
        await session(steps.ago(13 * hour)),
        await session(harness.now()),
        await session(steps.ago(11 * hour)),
      ];
      await browserSessions.end(ended, 'user:root', harness.now());
      // as an older program wrote them: for a month
      const endsAt = steps.ago(-30 * 24 * hour);
      for (const sessionId of [over, ended, browserSessionId(harness.ids.next())])
        await steps.subscribe(party.clinicId, { sessionId, endsAt });
      const kept = await steps.subscribe(party.clinicId, { sessionId: lasting, endsAt });
      await steps.beginsToWait(party);
      await steps.planAll();
      const welcome = (await steps.claim()).filter(({ isWelcome }) => isWelcome);
      expect(welcome.map(({ subscriptionId }) => subscriptionId)).toEqual([kept]);
    });

    it('go with the member who is removed, and with what waits for them', async () => {
      const { clinicMembers } = harness.stores;
      const second = await aParty(harness);
      const member = { userId: 'ana', role: 'clinic-staff', addedBy: 'user:root' } as const;
      for (const { clinicId: id } of [party, second])
        await clinicMembers.put({ ...member, clinicId: id }, 'any', harness.now());
      await steps.subscribe(party.clinicId, { isByMembership: true });
      const kept = await steps.subscribe(second.clinicId, { isByMembership: true });
      await steps.beginsToWait(party);
      await steps.beginsToWait(second);
      await steps.planAll();
      expect(await clinicMembers.remove(party.clinicId, 'ana', 'any')).toBe(true);
      const claimed = await steps.claim();
      expect(claimed).toMatchObject([{ subscriptionId: kept, isWelcome: true }]);
    });

    it('end, and are forgotten then', async () => {
      await steps.subscribe(party.clinicId, { endsAt: steps.ago(1_000) });
      expect(await told()).toEqual(new Set());
      await harness.stores.pushSubscriptions.forget(harness.now());
      const left = await harness.readEverything();
      expect(left.filter((line) => line.includes('push.example.com'))).toEqual([]);
    });
  });
