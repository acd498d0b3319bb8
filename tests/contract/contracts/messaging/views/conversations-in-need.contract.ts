import { beforeEach, describe, expect, it } from 'vitest';
import type { HandoverReason } from '../../../../../src/domain/assistant/handover.ts';
import { aStatus } from '../../../../support/builders/a-status.ts';
import { conversationSteps, fiveParties, ofParty } from '../../../harness/conversation-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { answerWith, claimSend, claimTurn, queueReplies, type Party } from '../../../harness/steps.ts';

export const conversationsInNeedContract = (make: MakeHarness) =>
  describe('conversations', () => {
    let harness: Harness;
    let parties: readonly Party[];
    beforeEach(async () => {
      harness = await make();
      parties = await fiveParties(harness);
    });
    const { list, store, take, writes } = conversationSteps(() => ({ harness, parties }));

    describe('in which something failed', () => {
      const minutesAgo = (minutes: number) => new Date(harness.now().getTime() - minutes * 60_000);
      const send = async (party: Party, metaMessageId: string) => {
        await queueReplies(harness, party, metaMessageId);
        const claimed = await claimSend(harness);
        await harness.stores.outbox.settle(claimed, { to: 'accepted', metaMessageId }, harness.now());
        return claimed;
      };
      const report = (party: Party, ...statuses: ReturnType<typeof aStatus>[]) =>
        harness.stores.deliveryLog.record(statuses.map((status) => ({ clinicId: party.clinicId, status })));
      const failed = (metaMessageId: string) => aStatus('failed', { metaMessageId, at: minutesAgo(2) });
      const mark = async (party: Party) => (await store().get(party.clinicId, ofParty(party)))?.undelivered;

      it('show when and why until that or something later arrives', async () => {
        const [party, other] = parties as readonly [Party, Party];
        await send(party, 'w-1');
        const status = failed('w-1');
        await report(party, status);
        expect(await mark(party)).toEqual({ at: status.at, errorCode: '131026' });
        expect(await mark(other)).toBeUndefined();
        expect((await list()).map(({ undelivered }) => undelivered?.errorCode)).toEqual(['131026']);
        await send(party, 'w-2');
        await report(party, aStatus('sent', { metaMessageId: 'w-2' }));
        expect(await mark(party)).toMatchObject({ errorCode: '131026' });
        await report(party, aStatus('delivered', { metaMessageId: 'w-2' }));
        expect(await mark(party)).toBeUndefined();
      });

      it('do so again when a later one fails, and no longer than a week', async () => {
        const [party] = parties as readonly [Party];
        await send(party, 'w-1');
        await report(party, failed('w-1'), aStatus('read', { metaMessageId: 'w-1' }));
        expect(await mark(party)).toBeUndefined();
        await send(party, 'w-2');
        await report(party, failed('w-2'));
        expect(await mark(party)).toMatchObject({ errorCode: '131026' });
        await harness.passTime(7 * 24 * 3_600_000);
        expect(await mark(party)).toBeUndefined();
      });
    });

    describe('that wait for somebody of the clinic', () => {
      const handsOver = async (reason: HandoverReason, at: Date) => {
        const handover = { reason, summary: 'Para a equipe.', at };
        const turn = await claimTurn(harness);
        await harness.stores.turns.complete(turn, { ...answerWith(harness), attention: { handover } });
        return turn.conversationId;
      };

      it('are those that were handed over, and those of people where the patient has written', async () => {
        const [asked, waits, seen, calm] = parties as readonly [Party, Party, Party, Party];
        const since = new Date(harness.now().getTime() - 120_000);
        await writes(asked);
        expect(await handsOver('complaint', since)).toBe(ofParty(asked));
        await writes(waits, 'oi', 60_000);
        await writes(seen, 'oi', 90_000);
        await writes(calm, 'oi', 100_000);
        await take(waits);
        await take(seen);
        const { clinicId } = seen;
        await harness.stores.humanActs.markRead({ clinicId, conversationId: ofParty(seen) });
        const waiting = await list({ waitingOnly: true });
        expect(waiting.map(({ id, waiting: why }) => [id, why])).toEqual([
          [ofParty(asked), { reason: 'complaint', since }],
          [ofParty(waits), { reason: 'patient-waits', since: waiting[1]?.lastPatientMessageAt }],
        ]);
        expect(await store().counts(clinicId)).toEqual({
          waiting: 2,
          unread: 3,
          human: 2,
          assistant: 2,
          mine: 0,
        });
      });

      it('come to the team with emergencies first, then what may be one, then who waits longest, on any page', async () => {
        const [first, likely, urgent, late, calm] = parties as readonly [Party, Party, Party, Party, Party];
        const ago = (minutes: number) => new Date(harness.now().getTime() - minutes * 60_000);
        for (const [party, reason, minutes] of [
          [first, 'complaint', 50],
          [likely, 'possible-emergency', 20],
          [urgent, 'emergency', 10],
          [late, 'complaint', 30],
        ] as const) {
          await writes(party, 'oi', minutes * 60_000);
          expect(await handsOver(reason, ago(minutes))).toBe(ofParty(party));
        }
        await writes(calm);
        const { clinicId } = first;
        const queue = async (wish: object = {}) => store().queue({ clinicId, limit: 50, ...wish });
        const inOrder = [urgent, likely, first, late].map(ofParty);
        const all = await queue();
        expect(all.map(({ id }) => id)).toEqual(inOrder);
        expect(all.map(({ waiting }) => waiting?.reason)).toEqual([
          ...['emergency', 'possible-emergency', 'complaint', 'complaint'],
        ]);
        // page by page, each once
        const pages: string[] = [];
        let after: (typeof all)[number]['place'] | undefined;
        for (;;) {
          const [one] = await queue({ limit: 1, ...(after !== undefined && { after }) });
          if (one === undefined) break;
          pages.push(one.id);
          after = one.place;
        }
        expect(pages).toEqual(inOrder);
        const another = await harness.addClinic();
        expect(await store().queue({ clinicId: another, limit: 50 })).toEqual([]);
      });

      it('wait no more when somebody has acted and read', async () => {
        const [party] = parties as readonly [Party];
        const { clinicId } = party;
        await writes(party);
        await handsOver('asked-for-human', harness.now());
        await take(party);
        const why = async () => (await list({ waitingOnly: true })).map(({ waiting }) => waiting?.reason);
        expect(await why()).toEqual(['patient-waits']);
        await harness.stores.humanActs.markRead({ clinicId, conversationId: ofParty(party) });
        expect(await why()).toEqual([]);
        expect(await store().counts(clinicId)).toMatchObject({ waiting: 0 });
      });
    });
  });
