import { beforeEach, describe, expect, it } from 'vitest';
import { parkedItemId } from '../../../../src/application/ports/messaging/parked-items.ts';
import { erasureId, type ErasureRecord } from '../../../../src/domain/privacy/erasure.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { takeOver } from '../../../../src/domain/messaging/human-act.ts';
import { messageId } from '../../../../src/domain/messaging/message.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aClinicWithNumber,
  aMergedParty,
  answerWith,
  aParty,
  arrived,
  claimSend,
  claimTurn,
  leaseMs,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

const marked = { phone: phone('5547991112222'), bsuid: 'BR.marked', profileName: 'MARKED name' };
const markers = /MARKED|BR\.marked|5547991112222|554791112222/;
const until = new Date('2027-03-01T08:00:00Z');

export const erasuresContract = (make: MakeHarness) =>
  describe('erasures', () => {
    let harness: Harness;
    let clinic: Awaited<ReturnType<typeof aClinicWithNumber>>;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      clinic = await aClinicWithNumber(harness);
      party = await aParty(harness, clinic, marked);
    });

    const erase = async (of = party, at = harness.now()) => {
      const records: ErasureRecord[] = [];
      const id = erasureId(harness.ids.next());
      const { contactId: contact } = of.placement;
      const done = await harness.stores.erasures.erase(
        { id, clinicId: of.clinicId, contactId: contact, at },
        async (record) => void records.push(record),
      );
      return { done, record: records.at(-1) as ErasureRecord };
    };
    const write = (body: string) =>
      harness.stores.humanActs.act(
        {
          clinicId: party.clinicId,
          conversationId: party.placement.conversationId,
          reply: { messageId: messageId(harness.ids.next()), body, sentBy: 'user:bia', requestId: 'r' },
        },
        (state) => takeOver(state, harness.now(), policy.humanQuietMs),
      );
    const soon = () => new Date(harness.now().getTime() + 1_000);
    const leftovers = async () => (await harness.readEverything()).filter((line) => markers.test(line));
    const markedMessage = (wish: Parameters<typeof aMessage>[0] = {}) =>
      aMessage({
        person: marked,
        text: 'MARKED text',
        raw: { text: 'MARKED raw', from: marked.phone },
        ...wish,
      });
    const marks = (message: ReturnType<typeof aMessage>) => ({
      clinicId: clinic.clinicId,
      keys: [harness.erasureKeys.ofMessage(clinic.clinicId, message.dedupeKey)],
      sentAt: message.sentAt,
    });

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
      await harness.stores.alerts.open(
        { clinicId: party.clinicId, kind: 'handover', subject: party.placement.conversationId },
        'MARKED',
        harness.now(),
      );
      const { done } = await erase();
      expect(done?.erasure).toMatchObject({
        state: 'open',
        counts: {
          contacts: 1,
          contact_identities: 3,
          whatsapp_conversations_improved: 1,
          whatsapp_messages_improved: 5,
          alerts: 1,
          appointments: 0,
        },
      });
      expect(done?.identities.map(({ value }) => value)).toContain('BR.marked');
      expect(await leftovers()).toEqual([]);
      const { contactId: contact, conversationId: conversation } = party.placement;
      const named = (await harness.readEverything()).filter(
        (line) => line.includes(contact) || line.includes(conversation),
      );
      // what is known of the erasure itself
      expect(named.map((line) => /^(erasures|privacy erasures) /.test(line))).toEqual([true]);
      expect(await harness.stores.alerts.openCount()).toEqual(new Map());
    });

    it('are written down before they happen, without a name, and once', async () => {
      await receive(harness, party, markedMessage());
      const { record } = await erase();
      expect(record.contactIds).toEqual([party.placement.contactId]);
      expect(record.identityKeys).toHaveLength(3);
      expect(record.keys).toHaveLength(4);
      expect(JSON.stringify(record)).not.toMatch(markers);
      expect((await erase()).done).toBeUndefined();
    });

    it('do not happen when they cannot be written down', async () => {
      await receive(harness, party, markedMessage());
      const request = {
        id: erasureId(harness.ids.next()),
        clinicId: party.clinicId,
        contactId: party.placement.contactId,
        at: harness.now(),
      };
      const before = await harness.readEverything();
      const refuse = () => Promise.reject(new Error('the disk is full'));
      await expect(harness.stores.erasures.erase(request, refuse)).rejects.toThrow('the disk is full');
      expect(await harness.readEverything()).toEqual(before);
    });

    it('leave everybody else as they are, in this clinic and with the same identifiers in another', async () => {
      const neighbour = await aParty(harness, clinic, { phone: phone('5547933334444'), bsuid: 'BR.other' });
      const elsewhere = await aParty(harness, undefined, marked);
      for (const each of [neighbour, elsewhere]) await queueReplies(harness, each, 'kept answer');
      await receive(harness, party, markedMessage());
      const others = async () =>
        (await harness.readEverything()).filter(
          (line) =>
            !line.includes(party.placement.contactId) &&
            !line.includes(party.placement.conversationId) &&
            !/eras|privacy/.test(line.split(' ', 1)[0] ?? ''),
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

    it('fence off who works for the person under a lease', async () => {
      await receive(harness, party, markedMessage({ sentAt: harness.now() }));
      const turn = await claimTurn(harness);
      await erase();
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'MARKED late answer'))).toBe(
        false,
      );
      expect(await harness.stores.turns.release(turn, 0, true)).toBe(false);
      expect(await leftovers()).toEqual([]);
    });

    it('fence off a send that is under way, and know its statuses afterwards', async () => {
      await queueReplies(harness, party, 'MARKED reply');
      const send = await claimSend(harness);
      const { outbox, deliveryLog, erasedKeys } = harness.stores;
      await erase();
      expect(
        await outbox.reservePlace(
          send,
          { pair: { intervalMs: 0, burst: 1 }, number: { intervalMs: 0, burst: 1 } },
          leaseMs,
        ),
      ).toBe('lost');
      const accepted = { to: 'accepted', metaMessageId: 'wamid.MARKED', waId: '5547991112222' } as const;
      expect(await outbox.settle(send, accepted, harness.now())).toBe(false);
      const status = aStatus('delivered', { metaMessageId: 'wamid.MARKED', outboundId: send.messageId });
      const { clinicId } = party;
      expect(await deliveryLog.record([{ clinicId, status }])).toEqual([{ outcome: 'unmatched' }]);
      const key = harness.erasureKeys.ofMessage(clinicId, `id:${send.messageId}`);
      expect(await erasedKeys.cover([{ clinicId, keys: [key], sentAt: status.at }])).toEqual([true]);
      expect(await leftovers()).toEqual([]);
    });

    it('fence off people who write to the person, and either way nothing stays', async () => {
      await receive(harness, party, markedMessage());
      const [{ done, record }, ...acts] = await Promise.all([
        erase(),
        ...Array.from({ length: 10 }, (_, n) => write(`MARKED words ${n}`)),
      ]);
      const written = acts.filter((act) => act !== undefined).length;
      expect(done?.erasure.counts.whatsapp_messages_improved).toBe(1 + written);
      // the message, the person, and by the names of their statuses what humans wrote
      expect(record.keys).toHaveLength(1 + 3 + written);
      const { clinicId, placement } = party;
      expect(await write('MARKED late words')).toBeUndefined();
      expect(
        await harness.stores.humanActs.markRead({ clinicId, conversationId: placement.conversationId }),
      ).toBeUndefined();
      expect(await leftovers()).toEqual([]);
    });

    it('let a repeated message make nobody known, placed or stored', async () => {
      const message = markedMessage();
      await receive(harness, party, message);
      const stale = party.placement;
      await erase();
      const { people, inbox } = harness.stores;
      const again = { ...party, whatsappNumber: party.number.whatsappNumber, sighting: marked };
      const { clinicId, whatsappNumber, sighting } = again;
      expect(
        await people.place([{ clinicId, whatsappNumber, sighting, marks: marks(message) }], harness.now()),
      ).toEqual([undefined]);
      const late = arrived(harness, { ...party, placement: stale }, message);
      expect(await inbox.append([{ ...late, erasureKeys: marks(message).keys }], policy)).toEqual(['moved']);
      expect(await leftovers()).toEqual([]);
    });

    it('let the person start anew: another contact, and what was erased stays away from it', async () => {
      const message = markedMessage();
      await receive(harness, party, message);
      await erase();
      const back = await aParty(harness, clinic, marked);
      expect(back.placement.contactId).not.toBe(party.placement.contactId);
      const fresh = aMessage({ person: marked, text: 'I am back' });
      const items = [message, fresh].map((each) => ({
        ...arrived(harness, back, each),
        erasureKeys: marks(each).keys,
      }));
      expect(await harness.stores.inbox.append(items, policy)).toEqual(['erased', 'stored']);
      expect((await harness.readMessages(clinic.clinicId)).map(({ text }) => text)).toEqual(['I am back']);
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

    it('happen while the person is writing, and either way nothing stays', async () => {
      const messages = Array.from({ length: 20 }, (_, n) => markedMessage({ wamid: `wamid.race.${n}` }));
      const writes = messages.map(async (message) => {
        const known = await aParty(harness, clinic, marked);
        const item = { ...arrived(harness, known, message), erasureKeys: marks(message).keys };
        return harness.stores.inbox.append([item], policy);
      });
      const [{ done, record }, ...outcomes] = await Promise.all([erase(), ...writes]);
      // what came after is a new person's
      const stored = await harness.readMessages(clinic.clinicId);
      const erased = done?.erasure.counts.whatsapp_messages_improved ?? 0;
      const moved = outcomes.flat().filter((outcome) => outcome === 'moved').length;
      expect(stored.length + erased + moved).toBe(messages.length);
      expect(record.keys.length).toBe(erased + 3);
      const conversations = new Set(stored.map(({ conversationId }) => conversationId));
      expect(conversations.has(party.placement.conversationId)).toBe(false);
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

    it('are done again from their record, on exactly those contacts', async () => {
      await receive(harness, party, markedMessage());
      const { erasures } = harness.stores;
      const record: ErasureRecord = {
        id: erasureId(harness.ids.next()),
        clinicId: party.clinicId,
        erasedAt: harness.now(),
        contactIds: [party.placement.contactId, contactId(harness.ids.next())],
        identityKeys: [harness.ids.next()],
        keys: [],
      };
      expect(await erasures.undone([record])).toEqual([{ place: 0, isThere: true }]);
      await erasures.eraseAgain(record);
      expect(await leftovers()).toEqual([]);
      expect(await erasures.undone([record])).toEqual([]);
      await erasures.eraseAgain(record);
      expect(await erasures.get(party.clinicId, record.id)).toMatchObject({
        state: 'open',
        counts: { contacts: 1 },
      });
    });

    it('are recalled, a thousand at once, without undoing what is known', async () => {
      const { erasures, erasedKeys } = harness.stores;
      const { done } = await erase();
      const { clinicId, erasedAt, contactIds, identityKeys } = done!.erasure;
      const records = Array.from({ length: 1_000 }, (_, n): ErasureRecord => {
        const key = harness.erasureKeys.ofMessage(party.clinicId, `recalled ${n}`);
        const id = erasureId(harness.ids.next());
        return { id, clinicId, erasedAt, contactIds, identityKeys, keys: [{ key, keepUntil: until }] };
      });
      const [first] = records as [ErasureRecord];
      expect((await erasures.undone(records)).map(({ isThere }) => isThere)).toEqual(
        records.map(() => false),
      );
      await erasedKeys.remember(records);
      await erasures.recall(
        records.map((record, n) => (n === 0 ? { record } : { record, certificate: `c${n}` })),
      );
      expect(await erasures.undone(records)).toEqual([]);
      expect((await erasures.unfinished(10, soon())).map(({ id }) => id).sort()).toEqual(
        [done!.erasure.id, first.id].sort(),
      );
      await erasures.recall([{ record: { ...done!.erasure, keys: [] }, certificate: 'found' }]);
      expect(await erasures.get(party.clinicId, done!.erasure.id)).toMatchObject({
        state: 'done',
        certificate: 'found',
        counts: { contacts: 1 },
      });
      await erasures.recall([{ record: { ...done!.erasure, keys: [] }, certificate: 'another' }]);
      const kept = await erasures.record(party.clinicId, done!.erasure.id);
      expect(kept).toMatchObject({
        certificate: 'found',
        record: { contactIds: [party.placement.contactId] },
      });
      expect(kept?.record.keys).toHaveLength(3);
      expect((await erasures.record(party.clinicId, first.id))?.record).toEqual(first);
      expect(await erasures.record(party.clinicId, erasureId(harness.ids.next()))).toBeUndefined();

      const listed = [];
      for (let page = await erasures.list(400); page.length > 0; page = await erasures.list(400, page.at(-1)))
        listed.push(...page);
      expect(listed.map(({ id }) => id)).toEqual([done!.erasure.id, ...records.map(({ id }) => id)].sort());
    });

    it('name merges that reach beyond a record', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await merge();
      const { erasures } = harness.stores;
      const { contactId: root } = kept.placement;
      const { contactId: other } = merged.placement;
      expect(await erasures.foreignMerges(kept.clinicId, [root])).toEqual([other]);
      expect(await erasures.foreignMerges(kept.clinicId, [other])).toEqual([other]);
      expect(await erasures.foreignMerges(kept.clinicId, [root, other])).toEqual([]);
    });

    it('are listed unfinished page by page, oldest first', async () => {
      const parties = [party];
      for (const n of [1, 2, 3])
        parties.push(await aParty(harness, clinic, { phone: phone(`554793333000${n}`) }));
      const at = harness.now();
      const moments = [at, at, new Date(at.getTime() - 5), at];
      const begun = [];
      for (const [n, each] of parties.entries()) begun.push((await erase(each, moments[n])).done!.erasure);
      const { erasures } = harness.stores;
      const listed = [];
      for (let page = await erasures.unfinished(1, soon()); page.length > 0;) {
        listed.push(...page);
        page = await erasures.unfinished(1, soon(), page.at(-1));
      }
      const wanted = [begun[2]!, ...[begun[0]!, begun[1]!, begun[3]!].sort((a, b) => (a.id < b.id ? -1 : 1))];
      expect(listed.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    });

    it('are unfinished until they have a certificate, and the first one counts', async () => {
      const { done } = await erase();
      const { erasures } = harness.stores;
      const { clinicId, id } = done!.erasure;
      await erasures.countParked(clinicId, id, 2);
      await erasures.countParked(clinicId, id, 1);
      expect((await erasures.unfinished(10, soon())).map((each) => each.id)).toEqual([id]);
      expect(await erasures.unfinished(10, done!.erasure.erasedAt)).toEqual([]);
      expect(await erasures.finish(clinicId, id, 'first')).toBe('first');
      expect(await erasures.finish(clinicId, id, 'second')).toBe('first');
      expect(await erasures.unfinished(10, soon())).toEqual([]);
      expect(await erasures.get(clinicId, id)).toMatchObject({
        state: 'done',
        certificate: 'first',
        counts: { webhook_items: 3 },
      });
      expect(await erasures.get(await harness.addClinic(), id)).toBeUndefined();
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
