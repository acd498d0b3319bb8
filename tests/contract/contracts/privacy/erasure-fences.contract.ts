import { beforeEach, describe, expect, it } from 'vitest';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  answerWith,
  aParty,
  arrived,
  claimSend,
  claimTurn,
  leaseMs,
  policy,
  queueReplies,
  receive,
} from '../../harness/steps.ts';
import { aMarkedPerson, type MarkedPerson } from '../../harness/marked-person.ts';

export const erasureFencesContract = (make: MakeHarness) =>
  describe('erasures', () => {
    let harness: Harness;
    let marked: MarkedPerson['marked'];
    let clinic: MarkedPerson['clinic'];
    let party: MarkedPerson['party'];
    let erase: MarkedPerson['erase'];
    let write: MarkedPerson['write'];
    let leftovers: MarkedPerson['leftovers'];
    let markedMessage: MarkedPerson['markedMessage'];
    let marks: MarkedPerson['marks'];
    beforeEach(async () => {
      harness = await make();
      ({ marked, clinic, party, erase, write, leftovers, markedMessage, marks } =
        await aMarkedPerson(harness));
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
          { full: leaseMs, least: leaseMs },
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
  });
