import { beforeEach, describe, expect, it } from 'vitest';
import { returnToAssistant, takeOver } from '../../../../src/domain/messaging/human-act.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, policy, type Party } from '../../harness/steps.ts';
import { pushSteps } from './push-steps.ts';

export const pushNoticesContract = (make: MakeHarness) =>
  describe('what browsers are to be told', () => {
    let harness: Harness;
    let steps: ReturnType<typeof pushSteps>;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      steps = pushSteps(harness);
      party = await aParty(harness);
    });
    const of = ({ placement: { conversationId } }: Party) => conversationId;
    const act = (decide: Parameters<Harness['stores']['humanActs']['act']>[1]) =>
      harness.stores.humanActs.act({ clinicId: party.clinicId, conversationId: of(party) }, decide);

    it('is who waits in a clinic with a browser to tell, and why and since when', async () => {
      const silent = await aParty(harness);
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(silent);
      expect(await steps.waiting()).toEqual([]);
      await steps.beginsToWait(party);
      expect(await steps.waiting()).toEqual([
        {
          clinicId: party.clinicId,
          conversationId: of(party),
          wait: { reason: 'assistant-failed', since: expect.any(Date) as Date },
        },
      ]);
      await act(returnToAssistant);
      expect(await steps.waiting()).toEqual([]);
      await act((state) => takeOver(state, harness.now(), policy.humanQuietMs));
      expect(await steps.waiting()).toMatchObject([{ wait: { reason: 'patient-waits' } }]);
      await harness.deactivate(party.clinicId);
      expect(await steps.waiting()).toEqual([]);
    });

    it('is looked for among the newest of each clinic', async () => {
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      const second = await aParty(harness, party, { bsuid: 'BR.another' });
      await steps.beginsToWait(second);
      const { pushNotices } = harness.stores;
      const found = await pushNotices.waiting(steps.ago(3_600_000), 1);
      expect(found.map(({ conversationId }) => conversationId)).toEqual([of(second)]);
      expect(await pushNotices.waiting(steps.ago(-1_000), 10)).toEqual([]);
    });

    it('is planned once for each browser that was there, by one of those who look', async () => {
      const [early, other] = [await steps.subscribe(party.clinicId), await steps.subscribe(party.clinicId)];
      await steps.beginsToWait(party);
      await steps.subscribe(party.clinicId, { since: steps.ago(-60_000) });
      const [found] = await steps.waiting();
      const { pushNotices } = harness.stores;
      const plans = await Promise.all([1, 2, 3].map(() => pushNotices.plan(found!, 20, harness.now())));
      expect(plans.filter(Boolean)).toHaveLength(1);
      const claimed = await steps.claim();
      expect(new Set(claimed.map(({ subscriptionId }) => subscriptionId))).toEqual(new Set([early, other]));
      expect(claimed[0]).toMatchObject({
        clinic: { id: party.clinicId, name: 'Clínica Aurora' },
        ...{ conversationId: of(party), reason: 'assistant-failed', attempts: 1, isWelcome: true },
        wait: { reason: 'assistant-failed' },
      });
      const [again] = await steps.waiting();
      expect(again).toMatchObject({ told: { ...found!.wait, at: expect.any(Date) as Date } });
      expect(await steps.claim()).toEqual([]);
    });

    it('is told to the browsers of its own clinic alone', async () => {
      const second = await aParty(harness);
      const [own, others] = [await steps.subscribe(party.clinicId), await steps.subscribe(second.clinicId)];
      await steps.beginsToWait(party);
      await steps.planAll();
      expect((await steps.claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([own]);
      await steps.beginsToWait(second);
      await steps.planAll();
      const later = await steps.claim();
      expect(later.map(({ subscriptionId }) => subscriptionId)).toContain(others);
    });

    it('is not more than a few conversations for one browser; a newer plan of the same one takes its place', async () => {
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll(1);
      const second = await aParty(harness, party, { bsuid: 'BR.another' });
      await steps.beginsToWait(second);
      await steps.planAll(1);
      const claimed = await steps.claim();
      expect(claimed.map(({ conversationId }) => conversationId)).toEqual([of(party)]);
      await steps.planAll(1);
      // whoever had it in hand has it no more
      expect(await harness.stores.pushNotices.settle(claimed[0]!, { to: 'done' })).toBe(false);
      expect(await steps.claim()).toMatchObject([{ conversationId: of(party), attempts: 1 }]);
    });

    it('is forgotten by its age', async () => {
      await steps.subscribe(party.clinicId);
      await steps.beginsToWait(party);
      await steps.planAll();
      await harness.stores.pushNotices.forget(steps.ago(-1_000));
      expect(await steps.claim()).toEqual([]);
      expect(await steps.waiting()).toMatchObject([{ conversationId: of(party) }]);
      expect((await steps.waiting())[0]).not.toHaveProperty('told');
    });
  });
