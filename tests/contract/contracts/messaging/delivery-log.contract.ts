import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryStatus } from '../../../../src/domain/messaging/delivery-status.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { Harness, MakeHarness, StoredMessage } from '../../harness/harness.ts';
import { aParty, claimSend, leaseMs, queueReplies, receive, type Party } from '../../harness/steps.ts';

const words: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'failed'];

export const deliveryLogContract = (make: MakeHarness, runs = 30) =>
  describe('the delivery log', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const record = (...statuses: ReturnType<typeof aStatus>[]) =>
      harness.stores.deliveryLog.record(statuses.map((status) => ({ clinicId: party.clinicId, status })));
    const outbound = async (): Promise<StoredMessage> => {
      const row = (await harness.readMessages(party.clinicId)).findLast(
        ({ direction }) => direction === 'outbound',
      );
      if (row === undefined) throw new Error('Nothing was sent');
      return row;
    };
    const settle = (metaMessageId: string, send: Parameters<Harness['stores']['outbox']['settle']>[0]) =>
      harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId }, harness.now());

    it('comes to the same state in every order, with repetitions, before or after the answer to the send', async () => {
      const seen = new Set<string>();
      let run = 0;
      const steps: readonly (DeliveryStatus | 'answer')[] = [...words, 'answer'];
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...steps], { minLength: 5 }),
          fc.subarray([...words]),
          async (order, again) => {
            const metaMessageId = `wamid.order.${++run}`;
            await queueReplies(harness, party, 'hello');
            const send = await claimSend(harness);
            for (const step of [...order, ...again]) {
              if (step === 'answer') expect(await settle(metaMessageId, send)).toBe(true);
              else await record(aStatus(step, { metaMessageId, outboundId: send.messageId }));
            }
            const { status, times, scheduled, attempts, errorCode } = await outbound();
            seen.add(JSON.stringify({ status, times, scheduled, attempts, errorCode }));
            expect({ status, scheduled }).toEqual({ status: 'read', scheduled: false });
          },
        ),
        { numRuns: runs },
      );
      expect([...seen]).toHaveLength(1);
    });

    it('takes a whole batch of statuses of one message at once', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      const outcomes = await record(
        aStatus('read', { metaMessageId: 'w' }),
        aStatus('sent', { metaMessageId: 'w' }),
      );
      expect(outcomes).toMatchObject([{ outcome: 'recorded' }, { outcome: 'recorded' }]);
      expect(await outbound()).toMatchObject({ status: 'read' });
    });

    it('keeps the first time of each status and calls a repetition old', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      const first = aStatus('sent', { metaMessageId: 'w' });
      expect(await record(first)).toMatchObject([{ outcome: 'recorded', settledUnknown: false }]);
      expect(await record({ ...first, at: new Date(first.at.getTime() + 5_000) })).toMatchObject([
        { outcome: 'old' },
      ]);
      expect((await outbound()).times.sent).toEqual(first.at);
    });

    it('calls a status recorded once, however often one batch repeats it', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      const sent = aStatus('sent', { metaMessageId: 'w' });
      expect(await record(sent, sent, aStatus('read', { metaMessageId: 'w' }), sent)).toMatchObject([
        { outcome: 'recorded' },
        { outcome: 'old' },
        { outcome: 'recorded' },
        { outcome: 'old' },
      ]);
    });

    it('says once how a message ended, by the weightiest that one batch brings', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      const endings = async (...words: readonly DeliveryStatus[]) =>
        (await record(...words.map((word) => aStatus(word, { metaMessageId: 'w' })))).map(
          ({ ending }) => ending,
        );
      expect(await endings('sent')).toEqual([undefined]);
      expect(await endings('sent', 'failed', 'delivered')).toEqual(['arrived', undefined, undefined]);
      expect(await endings('read', 'failed')).toEqual([undefined, undefined]);
    });

    it('says once that a message arrived after all that had failed', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      const [failed] = await record(aStatus('failed', { metaMessageId: 'w' }));
      expect(failed).toMatchObject({ ending: 'failed' });
      const again = await record(
        aStatus('failed', { metaMessageId: 'w' }),
        aStatus('delivered', { metaMessageId: 'w' }),
      );
      expect(again.map(({ ending }) => ending)).toEqual(['arrived-after-all', undefined]);
      const [late] = await record(aStatus('read', { metaMessageId: 'w' }));
      expect(late).not.toHaveProperty('ending');
    });

    it('settles a send whose outcome was unknown, so that it is not sent again', async () => {
      await queueReplies(harness, party, 'hello');
      const send = await claimSend(harness);
      const until = new Date(harness.now().getTime() + 1_000);
      await harness.stores.outbox.settle(send, { to: 'unknown', until, isAttempt: true }, harness.now());
      const sent = aStatus('sent', { metaMessageId: 'w', outboundId: send.messageId });
      const [outcome, repeated] = await record(sent, sent);
      expect(repeated).toMatchObject({ settledUnknown: false });
      expect(outcome).toEqual({
        outcome: 'recorded',
        messageId: send.messageId,
        requestId: send.requestId,
        conversationId: party.placement.conversationId,
        whatsappNumber: party.number.whatsappNumber,
        settledUnknown: true,
      });
      await harness.passTime(3_600_000);
      expect(await harness.stores.outbox.claim(1, leaseMs)).toEqual([]);
      expect(await outbound()).toMatchObject({ status: 'sent', metaMessageId: 'w', scheduled: false });
    });

    it('lets the next message go once a status has settled the one before', async () => {
      await queueReplies(harness, party, 'one', 'two');
      const { messageId } = await claimSend(harness);
      await record(aStatus('delivered', { metaMessageId: 'w', outboundId: messageId }));
      expect((await claimSend(harness)).content).toMatchObject({ body: 'two' });
    });

    it('prefers any proof of delivery to a failure, and keeps the reason of the failure', async () => {
      await queueReplies(harness, party, 'hello');
      await settle('w', await claimSend(harness));
      await record(aStatus('sent', { metaMessageId: 'w' }), aStatus('failed', { metaMessageId: 'w' }));
      expect(await outbound()).toMatchObject({ status: 'failed', errorCode: '131026' });
      await record(aStatus('delivered', { metaMessageId: 'w' }));
      expect(await outbound()).toMatchObject({ status: 'delivered' });
    });

    it('does not know a message of another clinic, nor one that the patient wrote', async () => {
      const elsewhere = await aParty(harness);
      await queueReplies(harness, elsewhere, 'hello');
      const send = await claimSend(harness);
      await settle('w', send);
      await receive(harness, party, aMessage({ wamid: 'inbound' }));
      const outcomes = await record(
        aStatus('sent', { metaMessageId: 'w', outboundId: send.messageId }),
        aStatus('read', { metaMessageId: 'inbound' }),
        aStatus('read', { metaMessageId: 'never-seen' }),
      );
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unmatched', 'unmatched', 'unmatched']);
    });

    it('finds what staff typed on their phone', async () => {
      await receive(harness, party, aMessage({ origin: 'staff', wamid: 'typed', sentAt: harness.now() }));
      expect(await record(aStatus('read', { metaMessageId: 'typed' }))).toMatchObject([
        { outcome: 'recorded' },
      ]);
      expect(await outbound()).toMatchObject({ status: 'read' });
    });

    it('takes the status of our own message although an echo of it was stored first', async () => {
      await queueReplies(harness, party, 'hello');
      const send = await claimSend(harness);
      await receive(harness, party, aMessage({ origin: 'staff', wamid: 'echoed', sentAt: harness.now() }));
      expect(await settle('echoed', send)).toBe(true);
      const status = aStatus('delivered', { metaMessageId: 'echoed', outboundId: send.messageId });
      expect(await record(status)).toMatchObject([{ outcome: 'recorded', messageId: send.messageId }]);
    });

    it('survives writers that bring the same statuses in different orders', async () => {
      const sends = [];
      for (let n = 0; n < 4; n += 1) {
        await queueReplies(harness, await aParty(harness, party, { bsuid: `BR.${n}` }), 'hello');
        const send = await claimSend(harness);
        await settle(`race-${n}`, send);
        sends.push(send);
      }
      const statuses = sends.flatMap((_, n) =>
        words.map((word) => aStatus(word, { metaMessageId: `race-${n}` })),
      );
      await Promise.all(
        Array.from({ length: 6 }, (_, n) => record(...(n % 2 ? statuses : [...statuses].reverse()))),
      );
      const rows = (await harness.readMessages(party.clinicId)).filter(
        ({ direction }) => direction === 'outbound',
      );
      expect(rows.map(({ status }) => status)).toEqual(['read', 'read', 'read', 'read']);
    });
  });
