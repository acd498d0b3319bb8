import { takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultTurnPolicy } from '../../../../../src/domain/messaging/turn.ts';
import { aMessage, phone } from '../../../../support/builders/a-received-message.ts';
import { connect } from '../../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aClinicWithNumber,
  aParty,
  answerWith,
  claimTurn,
  leaseMs,
  policy,
  receive,
  type Party,
} from '../../../harness/steps.ts';

const soon = (harness: Harness) => new Date(harness.now().getTime() + 3_600_000);

export const turnsContract = (make: MakeHarness) =>
  describe('turns', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const { debounceMs, capMs } = policy;
    const claim = (limit = 10) => harness.stores.turns.claim(limit, leaseMs);
    const conversation = () => harness.readConversation(party.clinicId, party.placement.conversationId);

    it('become due when the patient has been quiet for a while', async () => {
      await receive(harness, party, aMessage());
      await harness.passTime(debounceMs - 3_000);
      await receive(harness, party, aMessage());
      await harness.passTime(debounceMs - 3_000);
      expect(await claim()).toEqual([]);
      const wait = (await harness.stores.turns.msUntilDue()) ?? Infinity;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(3_000);
      await harness.passTime(3_000);
      const [turn] = await claim();
      expect(turn?.messages).toHaveLength(2);
    });

    it('do not wait for ever for a patient who never stops writing', async () => {
      for (let passed = 0; passed <= capMs; passed += debounceMs / 2) {
        await receive(harness, party, aMessage());
        await harness.passTime(debounceMs / 2);
      }
      expect(await claim()).toHaveLength(1);
    });

    it('say how their clinic stands, so that nobody has to ask', async () => {
      const { clinicId } = party;
      await receive(harness, party, aMessage());
      const { clinic, ...rest } = (await claimTurn(harness)).atClaim;
      const { clinic: known, contextVersion } = (await harness.stores.clinics.get(clinicId))!;
      expect({ clinic, ...rest }).toEqual({
        clinic: { clinic: known, contextVersion },
        google: 'none',
        isAlerted: false,
      });
    });

    it('say that the clinic has a calendar, that people were told of a failure, and that it is not active', async () => {
      const { clinicId } = party;
      await receive(harness, party, aMessage());
      await connect(harness, clinicId);
      const subject = party.placement.conversationId;
      await harness.stores.alerts.open({ clinicId, kind: 'turn-failed', subject }, 'failed', harness.now());
      await harness.deactivate(clinicId);
      expect((await claimTurn(harness)).atClaim).toEqual({ google: 'connected', isAlerted: true });
    });

    it('bring every unanswered message, oldest first, with what the assistant needs', async () => {
      const at = (second: number) => new Date(Date.parse('2026-03-02T10:00:00Z') + second * 1_000);
      const choice = { id: 'slot-1', title: '09:00' };
      await receive(
        harness,
        party,
        aMessage({ wamid: 'late', sentAt: at(9), text: 'b', type: 'interactive', choice }),
        aMessage({ wamid: 'early', sentAt: at(1), text: 'a' }),
        aMessage({ wamid: 'edit', sentAt: at(5), text: 'c', type: 'edit', aboutMetaMessageId: 'early' }),
      );
      const turn = await claimTurn(harness);
      expect(turn).toMatchObject({
        contactId: party.placement.contactId,
        number: party.number,
        attempts: 0,
        epoch: 0,
      });
      expect(turn.requestId).toBe('request-1');
      expect(turn.messages).toMatchObject([
        { metaMessageId: 'early', text: 'a', sentAt: at(1) },
        { metaMessageId: 'edit', type: 'edit', aboutMetaMessageId: 'early' },
        { metaMessageId: 'late', text: 'b', choice },
      ]);
    });

    it('commit answer, mark and dialogue together, and are not due again', async () => {
      await receive(harness, party, aMessage());
      const completion = answerWith(harness, 'one', 'two');
      expect(await harness.stores.turns.complete(await claimTurn(harness), completion)).toBe(true);
      await harness.passTime(leaseMs * 2);
      expect(await claim()).toEqual([]);
      const [question, ...replies] = await harness.readMessages(party.clinicId);
      expect(question?.turnId).toBe(completion.turnId);
      expect(replies).toMatchObject([
        { text: 'one', direction: 'outbound', status: 'queued', scheduled: true },
        { text: 'two', direction: 'outbound', status: 'queued', scheduled: true },
      ]);
      await receive(harness, party, aMessage());
      expect((await claimTurn(harness)).dialogue).toEqual(completion.dialogue);
    });

    it('are due again when a message arrives while the answer is being prepared', async () => {
      await receive(harness, party, aMessage({ wamid: 'seen' }));
      const turn = await claimTurn(harness);
      await receive(harness, party, aMessage({ wamid: 'meanwhile' }));
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'first'))).toBe(true);
      const next = await claimTurn(harness);
      expect(next.messages).toMatchObject([{ metaMessageId: 'meanwhile' }]);
    });

    it('lose no message however arrival and completion race', async () => {
      for (let round = 0; round < 10; round += 1) {
        await receive(harness, party, aMessage());
        const turn = await claimTurn(harness);
        await Promise.all([
          harness.stores.turns.complete(turn, answerWith(harness, 'ok')),
          receive(harness, party, aMessage()),
        ]);
        const next = await claimTurn(harness);
        expect(next.messages).toHaveLength(1);
        await harness.stores.turns.complete(next, answerWith(harness, 'ok'));
      }
      expect(
        (await harness.readMessages(party.clinicId)).filter(
          (row) => row.direction === 'inbound' && row.turnId === undefined,
        ),
      ).toEqual([]);
    });

    it('are held by one worker until its lease is over', async () => {
      await receive(harness, party, aMessage());
      await harness.passTime(debounceMs + 1_000);
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
      expect(claims.flat()).toHaveLength(1);
      expect(await claim()).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      expect(await claim()).toHaveLength(1);
    });

    it('count a lost lease as more than a failure: nobody takes up a third time what two did not end', async () => {
      await receive(harness, party, aMessage());
      const first = await claimTurn(harness);
      expect(first.attempts).toBe(0);
      await harness.passTime(leaseMs + 1_000);
      const second = await claimTurn(harness);
      expect(second.attempts).toBeLessThan(defaultTurnPolicy.maxAttempts);
      await harness.passTime(leaseMs + 1_000);
      const third = await claimTurn(harness);
      expect(third.attempts).toBeGreaterThanOrEqual(defaultTurnPolicy.maxAttempts);
      expect(
        await harness.stores.turns.complete(third, { ...answerWith(harness), humanUntil: soon(harness) }),
      ).toBe(true);
      await harness.passTime(leaseMs + 1_000);
      expect(await claim()).toEqual([]);
    });

    it('cannot be changed by a worker that lost its lease', async () => {
      await receive(harness, party, aMessage());
      const zombie = await claimTurn(harness);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimTurn(harness);
      expect(await harness.stores.turns.complete(zombie, answerWith(harness, 'zombie'))).toBe(false);
      expect(await harness.stores.turns.release(zombie, 1, true)).toBe(false);
      expect(await harness.stores.turns.complete(heir, answerWith(harness, 'heir'))).toBe(true);
      expect(await harness.stores.turns.complete(heir, answerWith(harness, 'again'))).toBe(false);
      expect((await harness.readMessages(party.clinicId)).map((row) => row.text).slice(1)).toEqual(['heir']);
    });

    it('stay with the worker that renews its lease, however long it takes', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      for (let passed = 0; passed < 3; passed += 1) {
        await harness.passTime(leaseMs - 1_000);
        expect(await harness.stores.turns.renew(turn, leaseMs)).toBe(true);
        expect(await claim()).toEqual([]);
      }
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'at last'))).toBe(true);
      expect(await harness.stores.turns.renew(turn, leaseMs)).toBe(false);
    });

    it('are not renewed for a worker that lost its lease, nor after a human stepped in', async () => {
      await receive(harness, party, aMessage());
      const zombie = await claimTurn(harness);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimTurn(harness);
      expect(await harness.stores.turns.renew(zombie, leaseMs)).toBe(false);
      expect(await harness.stores.turns.renew(heir, leaseMs)).toBe(true);
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      expect(await harness.stores.turns.renew(heir, leaseMs)).toBe(false);
    });

    it('end unanswered when a human steps in before the answer is there', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'too late'))).toBe(false);
      expect((await harness.readMessages(party.clinicId)).map((row) => row.text)).not.toContain('too late');
    });

    it('hand the conversation over with replies that are still sent; what has come meanwhile is looked through', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      await receive(harness, party, aMessage());
      const humanUntil = new Date(harness.now().getTime() + policy.humanQuietMs);
      expect(
        await harness.stores.turns.complete(turn, { ...answerWith(harness, 'a human comes'), humanUntil }),
      ).toBe(true);
      expect(await conversation()).toMatchObject({ mode: 'human', epoch: 0 });
      const [send] = await harness.stores.outbox.claim(1, leaseMs);
      expect(send).toMatchObject({ overtaken: false, content: { body: 'a human comes' } });
      await harness.passTime(leaseMs * 2);
      expect(await claim()).toMatchObject([
        { standing: { mode: 'human', humanUntil: expect.any(Date) as Date } },
      ]);
    });

    it('leave no due turn behind in a conversation that was handed over', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      const humanUntil = new Date(harness.now().getTime() + policy.humanQuietMs);
      await harness.stores.turns.complete(turn, { ...answerWith(harness), humanUntil });
      expect((await conversation()).turnWaits).toBe(false);
    });

    it('keep what waits for people with the conversation until somebody of the clinic acts', async () => {
      const at = new Date('2026-11-29T12:00:00Z');
      const handover = { reason: 'complaint', summary: 'Reclamou da espera.', at } as const;
      const warned = { danger: 'emergency', at } as const;
      const attention = { handover, alarm: { danger: 'suicidal', at }, warned, absenceToldAt: at } as const;
      const { clinicId, placement } = party;
      const shown = () => harness.stores.conversations.get(clinicId, placement.conversationId);
      await receive(harness, party, aMessage());
      const first = await claimTurn(harness);
      expect(first.standing).toMatchObject({ mode: 'assistant' });
      await harness.stores.turns.complete(first, { ...answerWith(harness), attention });
      expect(await shown()).toMatchObject({ handover, alarm: attention.alarm });

      await receive(harness, party, aMessage());
      const second = await claimTurn(harness);
      expect(second.standing.attention).toEqual(attention);
      await harness.stores.turns.complete(second, answerWith(harness));

      await harness.stores.humanActs.markRead({ clinicId, conversationId: placement.conversationId });
      await receive(harness, party, aMessage());
      const third = await claimTurn(harness);
      expect(third.standing.attention).toEqual({ ...attention, lookedAt: expect.any(Date) as Date });
      await harness.stores.turns.complete(third, answerWith(harness));

      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      await receive(harness, party, aMessage());
      expect((await claimTurn(harness)).standing.attention).toEqual({ alarm: attention.alarm, warned });
      expect(await shown()).not.toHaveProperty('handover');
    });

    it('keep with the person that they want no assistant, until they want it back', async () => {
      const wants = async (prefersPeople: boolean | undefined) => {
        await receive(harness, party, aMessage());
        const turn = await claimTurn(harness);
        const completion = { ...answerWith(harness), ...(prefersPeople !== undefined && { prefersPeople }) };
        await harness.stores.turns.complete(turn, completion);
        return turn.standing.prefersPeople;
      };
      expect([await wants(true), await wants(undefined), await wants(true), await wants(false)]).toEqual([
        false,
        true,
        true,
        true,
      ]);
      expect(await wants(undefined)).toBe(false);
    });

    it('send as a notice what no human act calls back', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      const answer = answerWith(harness, 'ligue 192');
      const replies = answer.replies.map((reply) => ({ ...reply, origin: 'notice' as const }));
      await harness.stores.turns.complete(turn, { ...answer, replies });
      const { clinicId, placement } = party;
      const at = { clinicId, conversationId: placement.conversationId };
      const act = await harness.stores.humanActs.act(at, (state) => takeOver(state, harness.now(), 1_000));
      expect(act?.cancelled).toEqual([]);
      expect(await harness.stores.outbox.claim(1, leaseMs)).toMatchObject([{ overtaken: false }]);
    });

    it('come back after a failure, one attempt older', async () => {
      await receive(harness, party, aMessage());
      expect(await harness.stores.turns.release(await claimTurn(harness), 20_000, true)).toBe(true);
      expect(await claim()).toEqual([]);
      await harness.passTime(21_000);
      expect(await claim()).toMatchObject([{ attempts: 1 }]);
    });

    it('rotate over clinics, so that a busy one does not starve the others', async () => {
      const busy = await aClinicWithNumber(harness);
      for (let n = 0; n < 12; n += 1)
        await receive(harness, await aParty(harness, busy, { bsuid: `BR.busy${n}` }), aMessage());
      await harness.passTime(1_000);
      const quiet = await aParty(harness);
      await receive(harness, quiet, aMessage());
      await receive(harness, party, aMessage());
      await harness.passTime(debounceMs + 1_000);
      const clinics = (await claim(3)).map(({ clinicId }) => clinicId);
      expect(new Set(clinics)).toEqual(new Set([busy.clinicId, quiet.clinicId, party.clinicId]));
    });

    it('let a quiet clinic have its turn soon, although another has many older ones and hands come free one by one', async () => {
      const [noisy, quiet] = [await aClinicWithNumber(harness), await aClinicWithNumber(harness)];
      for (let n = 0; n < 30; n += 1) {
        const sighting = { phone: phone(`55119555${String(n).padStart(5, '0')}`) };
        await receive(harness, await aParty(harness, noisy, sighting), aMessage());
      }
      await harness.passTime(1_000);
      await receive(harness, await aParty(harness, quiet), aMessage());
      await harness.passTime(policy.debounceMs + 1_000);
      const served: string[] = [];
      while (served.length < 25 && !served.includes(quiet.clinicId)) {
        const [turn] = await harness.stores.turns.claim(1, leaseMs);
        served.push(turn!.clinicId);
        await harness.stores.turns.complete(turn!, answerWith(harness, 'answer'));
      }
      // by chance among equals: one in two, so that 25 rounds without it are one in 30 million
      expect(served).toContain(quiet.clinicId);
    });

    it('count what a clinic has in hand before it gets more', async () => {
      const [noisy, quiet] = [await aClinicWithNumber(harness), await aClinicWithNumber(harness)];
      for (let n = 0; n < 5; n += 1) {
        const sighting = { phone: phone(`55119555${String(n).padStart(5, '0')}`) };
        await receive(harness, await aParty(harness, noisy, sighting), aMessage());
      }
      await harness.passTime(policy.debounceMs + 1_000);
      expect(await harness.stores.turns.claim(2, leaseMs)).toHaveLength(2);
      await receive(harness, await aParty(harness, quiet), aMessage());
      await harness.passTime(policy.debounceMs + 1_000);
      expect(await harness.stores.turns.claim(1, leaseMs)).toMatchObject([{ clinicId: quiet.clinicId }]);
    });
  });
