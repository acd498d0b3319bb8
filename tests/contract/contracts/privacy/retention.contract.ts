import { beforeEach, describe, expect, it } from 'vitest';
import { parkedItemId } from '../../../../src/application/ports/messaging/parked-items.ts';
import { noAttention, withHandover } from '../../../../src/domain/assistant/attention.ts';
import { assistantFailedHandover } from '../../../../src/domain/assistant/handover.ts';
import { clinicId as clinicIdOf } from '../../../../src/domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  answerWith,
  aParty,
  claimSend,
  leaseMs,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

const dayMs = 24 * 3_600_000;
const windowClosed = { class: 'needs-template', code: 'window-closed', detail: 'closed' } as const;

export const retentionContract = (make: MakeHarness) =>
  describe('retention', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    /** Conversations of one clinic in the order of their ids, each with three messages. */
    const three = async (): Promise<readonly Party[]> => {
      const first = await aParty(harness);
      const parties = [first];
      for (const bsuid of ['BR.two', 'BR.three']) parties.push(await aParty(harness, first, { bsuid }));
      for (const party of parties)
        await receive(
          harness,
          party,
          ...['a', 'b', 'c'].map((text) => aMessage({ text, sentAt: harness.now() })),
        );
      return parties.sort((a, b) => a.placement.conversationId.localeCompare(b.placement.conversationId));
    };
    const turnsAfterQuiet = async () => {
      await harness.passTime(policy.debounceMs + 1_000);
      return harness.stores.turns.claim(3, leaseMs);
    };
    const ago = (days: number) => new Date(harness.now().getTime() - days * dayMs);

    it('is none until a clinic wants one, and within bounds', async () => {
      const { retention } = harness.stores;
      const clinicId = await harness.addClinic();
      expect(await retention.daysOf(clinicId)).toBeUndefined();
      await retention.setDays(clinicId, 365);
      expect(await retention.daysOf(clinicId)).toBe(365);
      await expect(retention.setDays(clinicId, 29)).rejects.toMatchObject({
        code: 'privacy.retention-out-of-bounds',
      });
      await retention.setDays(clinicId, undefined);
      expect(await retention.daysOf(clinicId)).toBeUndefined();
      const nobody = clinicIdOf(harness.ids.next());
      await expect(retention.daysOf(nobody)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(retention.setDays(nobody, 365)).rejects.toMatchObject({ kind: 'not-found' });
    });

    describe('is due', () => {
      const leaseFor = 120_000;
      const hour = 3_600_000;
      const claimed = async () => {
        const ids = [];
        for (let pass; (pass = await harness.stores.retention.claimDue(leaseFor)) !== undefined;)
          ids.push(pass.clinicId);
        return ids;
      };

      it('of each clinic that has one, for one process, and again when its lease is over', async () => {
        const { retention } = harness.stores;
        const [, ...ids] = await Promise.all(Array.from({ length: 5 }, () => harness.addClinic()));
        for (const id of ids) await retention.setDays(id, 100);
        const both = await Promise.all([claimed(), claimed()]);
        expect(both.flat().sort()).toEqual(ids.toSorted());
        await harness.passTime(leaseFor - 60_000);
        expect(await claimed()).toEqual([]);
        await harness.passTime(120_000);
        expect((await claimed()).sort()).toEqual(ids.toSorted());
      });

      it('of the clinic that has waited longest first, and at once when it is changed', async () => {
        const { retention } = harness.stores;
        const [first, second] = [await harness.addClinic(), await harness.addClinic()];
        for (const id of [first, second]) await retention.setDays(id, 100);
        await claimed();
        await harness.passTime(1_000);
        await retention.setDays(second, 200);
        expect(await retention.claimDue(leaseFor)).toMatchObject({ clinicId: second, days: 200 });
        await harness.passTime(1_000);
        await retention.setDays(first, 300);
        await harness.passTime(2 * leaseFor);
        await retention.setDays(second, 100);
        expect(await claimed()).toEqual([first, second]);
      });

      const aPass = async () => {
        const clinicId = await harness.addClinic();
        await harness.stores.retention.setDays(clinicId, 100);
        return (await harness.stores.retention.claimDue(leaseFor))!;
      };

      it('for what is older than the clinic’s days', async () => {
        const { before } = await aPass();
        expect(Math.abs(before.getTime() - ago(100).getTime())).toBeLessThan(60_000);
      });

      it('later for whoever is at it, as often as it says so', async () => {
        const { retention } = harness.stores;
        let pass = await aPass();
        for (const dueIn of [leaseFor, 2 * leaseFor, hour]) pass = (await retention.extend(pass, dueIn))!;
        await harness.passTime(hour - 60_000);
        expect(await claimed()).toEqual([]);
        await harness.passTime(120_000);
        expect(await claimed()).toEqual([pass.clinicId]);
      });

      it('no longer for whoever was at it when the clinic chooses otherwise', async () => {
        const { retention } = harness.stores;
        for (const chosen of [undefined, 200, 100]) {
          const pass = await aPass();
          await retention.setDays(pass.clinicId, chosen);
          expect(await retention.extend(pass, hour)).toBeUndefined();
          expect(await claimed()).toEqual(chosen === undefined ? [] : [pass.clinicId]);
        }
      });

      it('no longer for whoever was at it when another process has it', async () => {
        const { retention } = harness.stores;
        const pass = await aPass();
        await harness.passTime(leaseFor + 60_000);
        const others = await retention.claimDue(leaseFor);
        expect(await retention.extend(pass, hour)).toBeUndefined();
        expect(await retention.extend(others!, hour)).toBeDefined();
      });
    });

    it('deletes old messages of one clinic, so many at a time, and what the assistant remembers of them', async () => {
      const [party, other] = [await aParty(harness), await aParty(harness)];
      await queueReplies(harness, party, 'answer');
      for (const each of [party, other])
        await receive(
          harness,
          each,
          ...['a', 'b', 'c'].map((text) => aMessage({ text, sentAt: harness.now() })),
        );
      await harness.passTime(40 * dayMs);
      await receive(harness, party, aMessage({ text: 'new', sentAt: harness.now() }));
      const { retention } = harness.stores;
      const once = async () => (await retention.deleteMessages(party.clinicId, ago(30), 3)).messages;
      expect([await once(), await once(), await once()]).toEqual([3, 1, 0]);
      const texts = async (id: typeof party.clinicId) =>
        (await harness.readMessages(id)).map(({ text }) => text);
      // what still waits to be sent is not deleted under the hands of who sends it
      expect((await texts(party.clinicId)).sort()).toEqual(['answer', 'new']);
      expect(await texts(other.clinicId)).toEqual(['a', 'b', 'c']);
    });

    it('keeps what still waits for the patient to write', async () => {
      const party = await aParty(harness);
      await receive(harness, party, aMessage({ text: 'old', sentAt: harness.now() }));
      await queueReplies(harness, party, 'goes once the patient writes');
      await harness.passTime(2 * dayMs);
      const send = await claimSend(harness);
      await harness.stores.outbox.settle(
        send,
        { to: 'waiting', failure: windowClosed, isAttempt: false },
        harness.now(),
      );
      await harness.passTime(40 * dayMs);
      await harness.stores.retention.deleteMessages(party.clinicId, ago(30), 100);
      const left = await harness.readMessages(party.clinicId);
      expect(left.map(({ text, status }) => [text, status])).toEqual([
        ['goes once the patient writes', 'waiting'],
      ]);
    });

    it('goes through the conversations once, and says where it is', async () => {
      const parties = await three();
      await harness.passTime(40 * dayMs);
      const [{ clinicId }] = parties as [Party];
      const ids = parties.map(({ placement }) => placement.conversationId);
      const steps = [];
      let from: ConversationId | undefined;
      do {
        const { messages, next } = await harness.stores.retention.deleteMessages(clinicId, ago(30), 4, from);
        steps.push([messages, next]);
        from = next;
      } while (from !== undefined);
      expect(steps).toEqual([
        [4, ids[1]],
        [4, ids[2]],
        [1, undefined],
      ]);
    });

    it('visits no conversation before the one that it begins with', async () => {
      const parties = await three();
      await harness.passTime(40 * dayMs);
      const [before, from, behind] = parties.map(({ placement }) => placement.conversationId);
      const { retention } = harness.stores;
      const { clinicId } = parties[0]!;
      expect(await retention.deleteMessages(clinicId, ago(30), 100, from)).toEqual({ messages: 6 });
      expect(await retention.deleteMessages(clinicId, ago(30), 100, behind)).toEqual({ messages: 0 });
      expect(await retention.deleteMessages(clinicId, ago(30), 100, before)).toEqual({ messages: 3 });
    });

    it('empties what the assistant remembers of conversations that ended, of those that it visits', async () => {
      const parties = await three();
      const { turns, retention, conversations } = harness.stores;
      for (const due of await turnsAfterQuiet()) {
        const attention = withHandover(noAttention, assistantFailedHandover, harness.now());
        await turns.complete(due, { ...answerWith(harness), attention });
      }
      await harness.passTime(40 * dayMs);
      const [first, second, third] = parties as [Party, Party, Party];
      // the second one goes on
      await receive(harness, second, aMessage({ text: 'new', sentAt: harness.now() }));
      const remembered = async () => {
        const ids = [first, second, third].map(({ placement }) => placement.conversationId);
        const views = await Promise.all(ids.map((id) => conversations.get(first.clinicId, id)));
        return views.map((view) => view?.handover !== undefined);
      };
      expect(await remembered()).toEqual([true, true, true]);
      const { next } = await retention.deleteMessages(first.clinicId, ago(30), 3);
      expect(next).toBe(first.placement.conversationId);
      expect(await remembered()).toEqual([false, true, true]);
      await retention.deleteMessages(first.clinicId, ago(30), 100, next);
      expect(await remembered()).toEqual([false, true, false]);
      await receive(harness, first, aMessage({ text: 'again', sentAt: harness.now() }));
      const again = (await turnsAfterQuiet()).find(
        ({ conversationId }) => conversationId === first.placement.conversationId,
      );
      expect(again).toBeDefined();
      expect(again!.dialogue ?? undefined).toBeUndefined();
    });

    it('deletes old parked items that are no clinic’s, and no others', async () => {
      const clinicId = await harness.addClinic();
      const park = (text: string, owner?: typeof clinicId) =>
        harness.stores.parkedItems.park([
          {
            id: parkedItemId(harness.ids.next()),
            ...(owner && { clinicId: owner }),
            reason: 'number-unknown',
            item: aMessage({ text, number: { phoneNumberId: 'nobody’s' } }),
            requestId: 'r',
          },
        ]);
      for (const text of ['old one', 'old two', 'old three']) await park(text);
      await park('old one of a clinic', clinicId);
      await harness.passTime(100 * dayMs);
      await park('new one');
      const once = () => harness.stores.retention.deleteUnclaimed(90, 2);
      expect([await once(), await once(), await once()]).toEqual([2, 1, 0]);
      const left = await harness.stores.parkedItems.unresolved(['number-unknown'], 10);
      expect(left.map(({ item }) => item.kind === 'message' && item.text).sort()).toEqual([
        'new one',
        'old one of a clinic',
      ]);
    });

    it('deletes old parked items of one clinic', async () => {
      const [clinicId, other] = [await harness.addClinic(), await harness.addClinic()];
      const park = (owner: typeof clinicId, text: string) =>
        harness.stores.parkedItems.park([
          {
            id: parkedItemId(harness.ids.next()),
            clinicId: owner,
            reason: 'field:calls',
            item: aMessage({ text }),
            requestId: 'r',
          },
        ]);
      await park(clinicId, 'old one');
      await park(clinicId, 'old two');
      await park(other, 'old one of others');
      await harness.passTime(40 * dayMs);
      await park(clinicId, 'new one');
      const once = () => harness.stores.retention.deleteParked(clinicId, ago(30), 1);
      expect([await once(), await once(), await once()]).toEqual([1, 1, 0]);
      expect(await harness.stores.parkedItems.unresolved(['field:calls'], 10)).toHaveLength(2);
    });
  });
