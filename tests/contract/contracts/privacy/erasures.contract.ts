import { beforeEach, describe, expect, it } from 'vitest';
import { parkedItemId } from '../../../../src/application/ports/messaging/parked-items.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import { upload } from '../../harness/file-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aMergedParty,
  answerWith,
  aParty,
  claimTurn,
  leaseMs,
  queueReplies,
  receive,
} from '../../harness/steps.ts';
import { aMarkedPerson, type MarkedPerson } from '../../harness/marked-person.ts';

const until = new Date('2027-03-01T08:00:00Z');

export const erasuresContract = (make: MakeHarness) =>
  describe('erasures', () => {
    let harness: Harness;
    let marked: MarkedPerson['marked'];
    let clinic: MarkedPerson['clinic'];
    let party: MarkedPerson['party'];
    let erase: MarkedPerson['erase'];
    let write: MarkedPerson['write'];
    let leftovers: MarkedPerson['leftovers'];
    let markedMessage: MarkedPerson['markedMessage'];
    beforeEach(async () => {
      harness = await make();
      ({ marked, clinic, party, erase, write, leftovers, markedMessage } = await aMarkedPerson(harness));
    });

    /** By what rows of the person are known: the person, the conversation, and each of its messages. */
    async function idsOfPerson(): Promise<readonly string[]> {
      const { contactId, conversationId } = party.placement;
      const messages = await harness.readMessages(party.clinicId);
      const own = messages.filter((message) => message.conversationId === conversationId);
      return [contactId, conversationId, ...own.map(({ id }) => id)];
    }

    it('leave nothing of the person in any table, and count what they took from each', async () => {
      const [first, second] = [markedMessage(), markedMessage({ sentAt: harness.now() })];
      await receive(harness, party, first);
      await receive(harness, party, second);
      const turn = await claimTurn(harness);
      await harness.stores.turns.complete(turn, {
        ...answerWith(harness, 'MARKED answer', 'another'),
        dialogue: { name: 'MARKED memory' },
      });
      await write('MARKED words of a human');
      await upload(harness, party, { fileName: 'MARKED.pdf' });
      await harness.stores.alerts.open(
        { clinicId: party.clinicId, kind: 'handover', subject: party.placement.conversationId },
        'MARKED',
        harness.now(),
      );
      const ids = await idsOfPerson();
      const { done } = await erase();
      expect(done?.erasure).toMatchObject({
        state: 'open',
        counts: {
          contacts: 1,
          contact_identities: 3,
          whatsapp_conversations_improved: 1,
          whatsapp_messages_improved: 5,
          outgoing_files: 1,
          alerts: 1,
          appointments: 0,
        },
      });
      expect(done?.identities.map(({ value }) => value)).toContain('BR.marked');
      expect(await leftovers()).toEqual([]);
      const named = (await harness.readEverything()).filter((line) => ids.some((id) => line.includes(id)));
      // what is known of the erasure itself
      expect(named.map((line) => /^(erasures|privacy erasures) /.test(line))).toEqual([true]);
      expect(await harness.stores.alerts.openCount()).toEqual(new Map());
    });

    it('leave everybody else as they are, in this clinic and with the same identifiers in another', async () => {
      const neighbour = await aParty(harness, clinic, { phone: phone('5547933334444'), bsuid: 'BR.other' });
      const elsewhere = await aParty(harness, undefined, marked);
      for (const each of [neighbour, elsewhere]) await queueReplies(harness, each, 'kept answer');
      await receive(harness, party, markedMessage());
      const ids = await idsOfPerson();
      const others = async () =>
        (await harness.readEverything()).filter(
          (line) => !ids.some((id) => line.includes(id)) && !/eras|privacy/.test(line.split(' ', 1)[0] ?? ''),
        );
      const before = await others();
      await erase();
      expect(await others()).toEqual(before);
    });

    it('take every contact that was merged into the person', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await receive(harness, kept, aMessage({ text: 'MARKED one', person: { bsuid: 'BR.first' } }));
      await receive(harness, merged, aMessage({ text: 'MARKED two', person: { bsuid: 'BR.second' } }));
      await merge();
      const { done } = await erase(merged);
      expect(done?.erasure.counts).toMatchObject({
        contacts: 2,
        contact_merges: 1,
        whatsapp_messages_improved: 2,
      });
      expect(new Set(done?.erasure.contactIds)).toEqual(
        new Set([kept.placement.contactId, merged.placement.contactId]),
      );
      expect(await harness.readConversationCount(kept.clinicId)).toBe(0);
    });

    it('cancel what is to come, and make every appointment nobody’s', async () => {
      const { appointments } = harness.stores;
      const { contactId: contact, conversationId: conversation } = party.placement;
      const whose = { contactId: contact, conversationId: conversation, requestedAt: harness.now() };
      const wish = (from: string, to: string, day?: string) =>
        anAppointment(harness, party.clinicId, { ...whose, slot: slot(from, to, day) });
      const [future, past, cancelled] = [
        wish('09:00', '09:30'),
        wish('10:00', '10:30', '2026-01-01'),
        wish('11:00', '11:30'),
      ];
      const once = { key: 'MARKED key', fingerprint: 'MARKED fingerprint' };
      await appointments.apply(party.clinicId, [
        { change: 'hold', appointment: future, once },
        { change: 'hold', appointment: past },
        { change: 'hold', appointment: cancelled },
        {
          change: 'cancel',
          appointmentId: cancelled.id,
          reason: 'by-clinic: MARKED asked',
          at: harness.now(),
        },
      ]);
      const [sync] = await appointments.claim(1, leaseMs);
      await appointments.aboutToWrite(sync!, { calendarId: 'c', eventId: 'e', slot: sync!.appointment.slot });
      const { done } = await erase(party, until);
      expect(done?.erasure.counts).toMatchObject({ appointments: 3, idempotency_keys: 1 });
      const found = await Promise.all(
        [future, past, cancelled].map(({ id }) => appointments.get(party.clinicId, id)),
      );
      expect(found.map((each) => [each?.state, each?.reason, each?.contactId, each?.conversationId])).toEqual(
        [
          ['cancelled', 'patient-erased', undefined, undefined],
          ['held', undefined, undefined, undefined],
          ['cancelled', 'by-clinic', undefined, undefined],
        ],
      );
      expect(await leftovers()).toEqual([]);
    });

    it('keep an event in mind that is still in the calendar', async () => {
      const { appointments } = harness.stores;
      const appointment = anAppointment(harness, party.clinicId, {
        contactId: party.placement.contactId,
        requestedAt: harness.now(),
      });
      await appointments.apply(party.clinicId, [{ change: 'hold', appointment }]);
      const [sync] = await appointments.claim(1, leaseMs);
      const event = { calendarId: appointment.calendarId, eventId: 'e1', slot: appointment.slot };
      await appointments.aboutToWrite(sync!, event);
      await appointments.settle(sync!, { to: 'confirmed' });
      await erase(party, until);
      const [left] = await appointments.claim(1, leaseMs);
      expect(left).toMatchObject({
        appointment: { id: appointment.id, state: 'cancelled' },
        written: { eventId: 'e1' },
      });
      expect(await appointments.settle(left!, { to: 'removed' })).toBe('settled');
    });

    it('take the answers that callers were given about the person', async () => {
      const { idempotentRequests } = harness.stores;
      const { clinicId, placement } = party;
      const asked = async (key: string, body: string) => {
        const scope = { clinicId, caller: 'user:1', operation: 'listMessages', key };
        const attempt = { id: harness.ids.next(), scope, requestHash: 'same' };
        await idempotentRequests.begin(attempt, leaseMs, harness.now());
        await idempotentRequests.answer(attempt, { status: 200, headers: {}, body });
        return async () => (await idempotentRequests.begin(attempt, leaseMs, harness.now())).state;
      };
      const about = await asked('a', `{"conversationId":"${placement.conversationId}","text":"MARKED"}`);
      const other = await asked('b', '{"text":"of somebody else"}');
      const named = await asked(`reply to ${marked.phone}`, '{"messageId":"of nobody now"}');
      const { done } = await erase();
      expect(done?.erasure.counts.idempotent_requests).toBe(2);
      expect(await leftovers()).toEqual([]);
      expect([await about(), await other(), await named()]).toEqual(['first', 'answered', 'first']);
    });

    it('leave the requests that are being worked on, their own among them, so that a repeat gets the first answer', async () => {
      const { idempotentRequests } = harness.stores;
      const { clinicId, placement } = party;
      const attempt = (operation: string) => ({
        id: harness.ids.next(),
        scope: { clinicId, caller: 'user:1', operation, key: `erase-${placement.contactId}` },
        requestHash: 'same',
      });
      const begin = (made: ReturnType<typeof attempt>, ms = leaseMs, now = harness.now()) =>
        idempotentRequests.begin(made, ms, now);
      const own = attempt('erasePatient');
      const cutOff = attempt('sendMessage');
      await begin(own);
      await begin(cutOff, 1_000, new Date(harness.now().getTime() - 2_000));
      const { done } = await erase();
      expect(done?.erasure.counts.idempotent_requests).toBe(1);
      const reply = { status: 201, headers: {}, body: '{"id":"the erasure"}' };
      await idempotentRequests.answer(own, reply);
      expect(await begin(attempt('erasePatient'))).toEqual({ state: 'answered', reply });
      const again = attempt('sendMessage');
      expect(await begin(again)).toEqual({ state: 'first', firstId: again.id });
    });

    it('do not touch parked items by themselves', async () => {
      const item = markedMessage();
      const id = parkedItemId(harness.ids.next());
      await harness.stores.parkedItems.park([
        { id, clinicId: party.clinicId, reason: 'number-unknown', item, requestId: 'r' },
      ]);
      await erase();
      expect(await leftovers()).toHaveLength(1);
    });
  });
