import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedSend } from '../../../../../src/application/ports/messaging/outbox.ts';
import type { ClaimedTurn, TurnCompletion } from '../../../../../src/application/ports/messaging/turns.ts';
import { AppointmentNotFound, appointmentId } from '../../../../../src/domain/scheduling/appointment.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { anAppointment } from '../../../../support/builders/an-appointment.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  answerWith,
  aParty,
  claimSend,
  claimTurn,
  leaseMs,
  queueReplies,
  receive,
  type Party,
} from '../../../harness/steps.ts';

export const takenRepliesContract = (make: MakeHarness) =>
  describe('a reply that is taken as it is committed', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });

    const aTurn = async (of = party) => {
      await receive(harness, of, aMessage({ sentAt: harness.now() }));
      return claimTurn(harness);
    };
    const claim = () => harness.stores.outbox.claim(10, leaseMs);
    /** What the taker gets. */
    async function complete(turn: ClaimedTurn, completion: TurnCompletion) {
      const taken: ClaimedSend[] = [];
      const taker = { leaseMs, take: (send: ClaimedSend) => void taken.push(send) };
      const isDone = await harness.stores.turns.complete(turn, completion, taker);
      return { isDone, taken };
    }
    const statuses = async () =>
      (await harness.readMessages(party.clinicId)).flatMap((row) =>
        row.direction === 'outbound' ? [row.status] : [],
      );

    it.each([{ phone: '5547999990002', bsuid: 'BR.2' }, { phone: '5547999990002' }, { bsuid: 'BR.2' }])(
      'is what a claim would have given (%o)',
      async (sighting) => {
        const other = await aParty(harness, party, sighting as { bsuid: string });
        await queueReplies(harness, other, 'Olá, \u{1F44B}');
        const claimed = await claimSend(harness);
        await harness.stores.outbox.settle(claimed, { to: 'accepted', metaMessageId: 'w-1' }, harness.now());
        const { taken } = await complete(await aTurn(other), answerWith(harness, 'Olá, \u{1F44B}'));
        const any = { messageId: '', createdAt: '', dueAt: '', lastPatientMessageAt: '' };
        expect(taken.map((send) => ({ ...send, ...any }))).toEqual([{ ...claimed, ...any }]);
        expect(taken[0]?.messageId).not.toBe(claimed.messageId);
      },
    );

    it('is in the hands of the taker alone, and may be settled like any other', async () => {
      const { isDone, taken } = await complete(await aTurn(), answerWith(harness, 'Oi'));
      expect(isDone).toBe(true);
      expect(await claim()).toEqual([]);
      expect(await statuses()).toEqual(['sending']);
      const rate = { intervalMs: 0, burst: 1 };
      const policy = { number: rate, pair: rate };
      const { outbox } = harness.stores;
      expect(await outbox.reservePlace(taken[0]!, policy, { full: leaseMs, least: 1_000 })).toBe('go');
      const accepted = { to: 'accepted', metaMessageId: 'w-1' } as const;
      expect(await outbox.settle(taken[0]!, accepted, harness.now())).toBe(true);
      expect(await statuses()).toEqual(['accepted']);
    });

    it('is offered as perhaps sent when the taker dies', async () => {
      const { taken } = await complete(await aTurn(), answerWith(harness, 'Oi'));
      await harness.passTime(leaseMs + 1_000);
      expect(await claim()).toMatchObject([{ messageId: taken[0]?.messageId, found: 'sending' }]);
    });

    it('is the first of an answer; the others are due when it is settled', async () => {
      const { taken } = await complete(await aTurn(), answerWith(harness, 'one', 'two'));
      expect(taken).toMatchObject([{ content: { body: 'one' } }]);
      expect(await claim()).toEqual([]);
      await harness.stores.outbox.settle(taken[0]!, { to: 'simulated' }, harness.now());
      expect(await claim()).toMatchObject([{ content: { body: 'two' }, found: 'queued' }]);
    });

    it('is taken with the appointment that is made with it', async () => {
      const appointment = anAppointment(harness, party.clinicId, {
        contactId: party.placement.contactId,
        conversationId: party.placement.conversationId,
      });
      const appointmentChanges = [{ change: 'hold', appointment }] as const;
      const turn = await aTurn();
      const { taken } = await complete(turn, { ...answerWith(harness, 'reservei'), appointmentChanges });
      expect(taken).toMatchObject([{ content: { body: 'reservei' } }]);
    });

    it('is not taken when the answer is not committed', async () => {
      const turn = await aTurn();
      const change = {
        change: 'request',
        appointmentId: appointmentId(harness.ids.next()),
        at: harness.now(),
      } as const;
      const impossible = { ...answerWith(harness, 'reservei'), appointmentChanges: [change] };
      const taken: ClaimedSend[] = [];
      const taker = { leaseMs, take: (send: ClaimedSend) => void taken.push(send) };
      await expect(harness.stores.turns.complete(turn, impossible, taker)).rejects.toThrow(
        AppointmentNotFound,
      );
      expect(taken).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      await claimTurn(harness);
      expect(await complete(turn, answerWith(harness, 'zombie'))).toEqual({ isDone: false, taken: [] });
    });

    it('waits its turn while something older is open in the conversation', async () => {
      await queueReplies(harness, party, 'before');
      const { taken } = await complete(await aTurn(), answerWith(harness, 'after'));
      expect(taken).toEqual([]);
      expect(await claim()).toMatchObject([{ content: { body: 'before' } }]);
    });

    it('is not held up by another conversation', async () => {
      await queueReplies(harness, await aParty(harness, party, { bsuid: 'BR.2' }), 'before');
      const { taken } = await complete(await aTurn(), answerWith(harness, 'beside'));
      expect(taken).toHaveLength(1);
    });

    it('waits while its clinic is not active', async () => {
      const turn = await aTurn();
      await harness.deactivate(party.clinicId);
      expect(await complete(turn, answerWith(harness, 'Oi'))).toEqual({ isDone: true, taken: [] });
      expect(await statuses()).toEqual(['queued']);
    });

    it('waits while the sends of its number are stopped', async () => {
      const turn = await aTurn();
      const stop = { by: 'send', reason: 'Token expired' } as const;
      await harness.stores.outbox.stopNumbers(party.number, stop, harness.now());
      expect(await complete(turn, answerWith(harness, 'Oi'))).toEqual({ isDone: true, taken: [] });
      expect(await statuses()).toEqual(['queued']);
    });
  });
