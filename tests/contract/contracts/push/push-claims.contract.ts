import { beforeEach, describe, expect, it } from 'vitest';
import { returnToAssistant } from '../../../../src/domain/messaging/human-act.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, type Party } from '../../harness/steps.ts';
import { pushSteps } from './push-steps.ts';

export const pushClaimsContract = (make: MakeHarness) =>
  describe('a browser to be told', () => {
    let harness: Harness;
    let steps: ReturnType<typeof pushSteps>;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      steps = pushSteps(harness);
      party = await aParty(harness);
    });
    const of = ({ placement: { conversationId } }: Party) => conversationId;
    const giveBack = () =>
      harness.stores.humanActs.act(
        { clinicId: party.clinicId, conversationId: of(party) },
        returnToAssistant,
      );

    it('is claimed by one, again when its lease is over, and says that nobody waits any more', async () => {
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll();
      const claims = await Promise.all([steps.claim(), steps.claim(), steps.claim()]);
      const [first] = claims.flat();
      expect(claims.flat()).toHaveLength(1);
      await giveBack();
      await harness.passTime(31_000);
      const [second] = await steps.claim();
      expect(second).toMatchObject({ id: first!.id, attempts: 2, wait: undefined });
      const { pushNotices } = harness.stores;
      expect(await pushNotices.settle(first!, { to: 'done' })).toBe(false);
      expect(await pushNotices.settle(second!, { to: 'done' })).toBe(true);
      await harness.passTime(31_000);
      expect(await steps.claim()).toEqual([]);
    });

    it('waits until it is tried again', async () => {
      const { pushNotices } = harness.stores;
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll();
      expect(await pushNotices.msUntilDue()).toBeUndefined();
      const [claimed] = await steps.claim();
      expect(await pushNotices.settle(claimed!, { to: 'retry', at: steps.ago(-60_000) })).toBe(true);
      expect(await steps.claim()).toEqual([]);
      const ms = (await pushNotices.msUntilDue()) ?? 0;
      expect(ms).toBeGreaterThan(30_000);
      expect(ms).toBeLessThanOrEqual(60_000);
      await harness.passTime(61_000);
      expect(await steps.claim()).toMatchObject([{ id: claimed!.id, attempts: 2 }]);
    });

    it('goes first where it was tried least', async () => {
      const { pushNotices } = harness.stores;
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll();
      const [failing] = await steps.claim();
      await pushNotices.settle(failing!, { to: 'retry', at: harness.now() });
      const second = await aParty(harness, party, { bsuid: 'BR.another' });
      await steps.beginsToWait(second);
      for (const each of await steps.waiting())
        if (each.conversationId === of(second)) await pushNotices.plan(each, 20, harness.now());
      expect(await steps.claim(1)).toMatchObject([{ conversationId: of(second) }]);
    });

    it('goes with a browser that takes no more, and that browser goes, too', async () => {
      await steps.subscribe(party.clinicId);
      const kept = await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll();
      const gone = (await steps.claim()).find(({ subscriptionId }) => subscriptionId !== kept);
      const { pushNotices, pushSubscriptions } = harness.stores;
      expect(await pushNotices.settle(gone!, { to: 'gone' })).toBe(true);
      expect(await pushSubscriptions.remove(party.clinicId, 'ana', gone!.subscriptionId)).toBe(false);
      await harness.passTime(31_000);
      expect((await steps.claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([kept]);
    });

    it('is for members as long as they are, for others as long as their access lasts', async () => {
      const byRole = await steps.subscribe(party.clinicId);
      await steps.subscribe(party.clinicId, { userId: 'bia', isByMembership: true });
      await steps.beginsToWait(party);
      await steps.planAll();
      const welcome = (await steps.claim()).filter(({ isWelcome }) => isWelcome);
      expect(welcome.map(({ subscriptionId }) => subscriptionId)).toEqual([byRole]);
      await harness.deactivate(party.clinicId);
      await harness.passTime(31_000);
      expect((await steps.claim()).map(({ isWelcome }) => isWelcome)).toEqual([false, false]);
    });
  });
