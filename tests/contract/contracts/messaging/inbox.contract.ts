import { beforeEach, describe, expect, it } from 'vitest';
import { UnstorableBatch } from '../../../../src/domain/messaging/ingest-errors.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, arrived, claimTurn, policy, receive, type Party } from '../../harness/steps.ts';

export const inboxContract = (make: MakeHarness) =>
  describe('the inbox', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const conversation = () => harness.readConversation(party.clinicId, party.placement.conversationId);

    it('stores a message once, within a batch and across batches', async () => {
      const twice = aMessage({ wamid: 'w1' });
      const other = aMessage({ wamid: 'w2' });

      const first = await receive(harness, party, twice, other, twice);
      expect([...first].sort()).toEqual(['duplicate', 'stored', 'stored']);
      expect(first[1]).toBe('stored');
      expect(await receive(harness, party, other, aMessage({ wamid: 'w3' }))).toEqual([
        'duplicate',
        'stored',
      ]);
      expect((await harness.readMessages(party.clinicId)).map((row) => row.metaMessageId).sort()).toEqual([
        'w1',
        'w2',
        'w3',
      ]);
      expect(await conversation()).toMatchObject({ arrivals: 3, unread: 3 });
    });

    it('keeps the same id in two clinics apart', async () => {
      const elsewhere = await aParty(harness);
      const message = aMessage({ wamid: 'same' });
      const batch = [arrived(harness, party, message), arrived(harness, elsewhere, message)];
      expect(await harness.stores.inbox.append(batch, policy)).toEqual(['stored', 'stored']);
    });

    it('neither deadlocks nor loses when eight writers bring the same forty messages in different orders', async () => {
      const clinic = { clinicId: party.clinicId, number: party.number };
      const people = await Promise.all(
        Array.from({ length: 5 }, (_, n) => aParty(harness, clinic, { bsuid: `BR.person${n}` })),
      );
      const forty = Array.from({ length: 40 }, (_, n) => ({
        person: people[n % people.length] as Party,
        message: aMessage({ wamid: `racing-${n}` }),
      }));
      const writers = Array.from({ length: 8 }, (_, writer) => {
        const order = forty.map((entry, n) => ({ entry, rank: (n * 7 + writer * 13) % 40 }));
        order.sort((a, b) => (writer % 2 === 0 ? a.rank - b.rank : b.rank - a.rank));
        return order.map(({ entry }) => arrived(harness, entry.person, entry.message));
      });

      const outcomes = (
        await Promise.all(writers.map((batch) => harness.stores.inbox.append(batch, policy)))
      ).flat();

      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(40);
      expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(280);
      const stored = (await harness.readMessages(party.clinicId)).map((row) => row.metaMessageId);
      expect(new Set(stored)).toEqual(new Set(forty.map(({ message }) => message.metaMessageId)));
      expect(stored).toHaveLength(40);
    });

    it('keeps U+0000 and lone surrogates of the vendor as they came', async () => {
      const raw = { body: 'a\u0000b\ud83d', emoji: '\u{1f9b7}', '\u0000key': ['\udc00'] };
      await receive(harness, party, aMessage({ raw, text: 'dente \u{1f9b7}' }));
      const [row] = await harness.readMessages(party.clinicId);
      expect(row).toMatchObject({ raw, text: 'dente \u{1f9b7}' });
    });

    it.each([
      ['U+0000', 'a\u0000b'],
      ['a lone surrogate', 'a\ud83d'],
    ])('refuses a batch in which a text has %s, and stores nothing of it', async (_, text) => {
      await expect(receive(harness, party, aMessage(), aMessage({ text }))).rejects.toThrow(UnstorableBatch);
      expect(await harness.readMessages(party.clinicId)).toEqual([]);
      expect(await conversation()).toMatchObject({ arrivals: 0, turnWaits: false });
    });

    it('refuses a placement that is out of date, and takes the others', async () => {
      const old = {
        ...party,
        placement: { ...party.placement, identityVersion: party.placement.identityVersion - 1 },
      };
      const batch = [arrived(harness, old, aMessage()), arrived(harness, party, aMessage())];
      expect(await harness.stores.inbox.append(batch, policy)).toEqual(['moved', 'stored']);
      expect(await harness.readMessages(party.clinicId)).toHaveLength(1);
    });

    it.each(['standby', 'history', 'group'] as const)(
      'makes no turn due for a %s message',
      async (origin) => {
        await receive(harness, party, aMessage({ origin }));
        expect(await conversation()).toMatchObject({ turnWaits: false, arrivals: 0 });
      },
    );

    it.each(['reaction', 'edit', 'revoke'] as const)(
      'lets a turn look at a %s and staff read it, and opens no window',
      async (type) => {
        await receive(harness, party, aMessage({ type, text: '👍', aboutMetaMessageId: 'earlier' }));
        expect(await conversation()).toMatchObject({
          turnWaits: true,
          unread: 1,
          lastPatientMessageAt: undefined,
        });
      },
    );

    it('takes no notice of a reaction that is taken back', async () => {
      await receive(harness, party, aMessage({ type: 'reaction', text: '' }));
      expect(await conversation()).toMatchObject({ turnWaits: false, unread: 0 });
    });

    it('remembers the latest patient message by the vendor clock, but never one in the future', async () => {
      const now = harness.now();
      const earlier = new Date(now.getTime() - 60_000);
      await receive(
        harness,
        party,
        aMessage({ sentAt: earlier }),
        aMessage({ sentAt: new Date(now.getTime() - 90_000) }),
      );
      expect((await conversation()).lastPatientMessageAt).toEqual(earlier);
      await receive(harness, party, aMessage({ sentAt: new Date(now.getTime() + 3_600_000) }));
      const clamped = (await conversation()).lastPatientMessageAt?.getTime() ?? 0;
      expect(clamped).toBeLessThan(now.getTime() + 60_000);
      expect(clamped).toBeGreaterThan(earlier.getTime());
    });

    it('takes what staff typed on their phone as sent, and lets them have the conversation', async () => {
      await receive(harness, party, aMessage());
      await receive(harness, party, aMessage({ origin: 'staff', wamid: 'typed', sentAt: harness.now() }));
      expect(await conversation()).toMatchObject({ mode: 'human', epoch: 1, turnWaits: false });
      const typed = (await harness.readMessages(party.clinicId)).find((row) => row.metaMessageId === 'typed');
      expect(typed).toMatchObject({ direction: 'outbound', status: 'sent', scheduled: false });
    });

    it('takes an echo that comes days late for history: the assistant goes on', async () => {
      await receive(harness, party, aMessage());
      const daysAgo = new Date(harness.now().getTime() - 3 * 24 * 3_600_000);
      await receive(harness, party, aMessage({ origin: 'staff', wamid: 'late', sentAt: daysAgo }));
      expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 0, turnWaits: true });
      expect(await harness.readMessages(party.clinicId)).toHaveLength(2);
    });

    it('counts the quiet time of staff from what they wrote, not from when it was heard of', async () => {
      const before = new Date(harness.now().getTime() - policy.humanQuietMs + 20_000);
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: before }));
      await receive(harness, party, aMessage());
      expect(await conversation()).toMatchObject({ mode: 'human', turnWaits: true });
      await harness.passTime(30_000);
      await receive(harness, party, aMessage());
      expect(await conversation()).toMatchObject({ mode: 'assistant', turnWaits: true });
    });

    describe('with a copy that came by the history of the clinic’s phone', () => {
      const justNow = () => new Date(harness.now().getTime() - 5_000);
      const stored = () => harness.readMessages(party.clinicId);
      const copy = (wamid: string, text = 'as the phone kept it') =>
        aMessage({ wamid, origin: 'history', text, sentAt: justNow() });
      const live = (wamid: string) => aMessage({ wamid, text: 'as it was written', sentAt: justNow() });

      it('answers the message when it comes by itself afterwards, and keeps it once', async () => {
        await receive(harness, party, copy('w'));
        expect(await conversation()).toMatchObject({ turnWaits: false, arrivals: 0, unread: 0 });
        expect(await receive(harness, party, live('w'))).toEqual(['stored']);
        expect(await conversation()).toMatchObject({ turnWaits: true, arrivals: 1, unread: 1 });
        expect((await conversation()).lastPatientMessageAt).toBeDefined();
        expect(await stored()).toMatchObject([{ origin: 'patient', text: 'as it was written' }]);
        expect((await claimTurn(harness)).messages).toMatchObject([{ text: 'as it was written' }]);
      });

      it('takes the copy for a duplicate when the message was there first', async () => {
        await receive(harness, party, live('w'));
        expect(await receive(harness, party, copy('w'))).toEqual(['duplicate']);
        expect(await stored()).toMatchObject([{ origin: 'patient', text: 'as it was written' }]);
        expect(await conversation()).toMatchObject({ arrivals: 1, unread: 1 });
      });

      it('answers once however often, and with whatever else, the message comes', async () => {
        await receive(harness, party, copy('w'));
        const outcomes = await receive(harness, party, live('w'), live('other'), live('w'), copy('w'));
        expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(2);
        expect(await receive(harness, party, live('w'))).toEqual(['duplicate']);
        expect(await conversation()).toMatchObject({ arrivals: 2, unread: 2 });
        expect(await stored()).toHaveLength(2);
      });

      it('answers when both come in one batch, in either order', async () => {
        await receive(harness, party, copy('a'), live('a'), live('b'), copy('b'));
        expect(await conversation()).toMatchObject({ arrivals: 2, unread: 2 });
        expect((await stored()).map(({ origin }) => origin)).toEqual(['patient', 'patient']);
      });

      it('leaves a message that comes late among the history', async () => {
        const sentAt = new Date(harness.now().getTime() - 25 * 3_600_000);
        await receive(harness, party, aMessage({ wamid: 'w', origin: 'history', sentAt }));
        expect(await receive(harness, party, aMessage({ wamid: 'w', sentAt }))).toEqual(['duplicate']);
        expect(await conversation()).toMatchObject({ turnWaits: false, arrivals: 0 });
        expect(await stored()).toMatchObject([{ origin: 'history' }]);
      });

      it('hears staff on their phone although the history told of it first', async () => {
        await receive(harness, party, aMessage());
        const typed = {
          wamid: 'typed',
          sentAt: harness.now(),
          sentByClinic: true,
          dedupeKey: 'out:typed',
        } as const;
        await receive(harness, party, aMessage({ ...typed, origin: 'history' }));
        expect(await conversation()).toMatchObject({ mode: 'assistant', turnWaits: true });
        await receive(harness, party, aMessage({ ...typed, origin: 'staff' }));
        expect(await conversation()).toMatchObject({ mode: 'human', epoch: 1, turnWaits: false });
        expect(await stored()).toHaveLength(2);
      });

      it('puts the message where its writer is now known to be', async () => {
        const before = await aParty(harness, party, { bsuid: 'BR.before' });
        await receive(harness, before, copy('w'));
        expect(await receive(harness, party, live('w'))).toEqual(['stored']);
        expect(await stored()).toMatchObject([{ conversationId: party.placement.conversationId }]);
      });

      it('asks for the person anew when the placement is out of date', async () => {
        await receive(harness, party, copy('w'));
        const { identityVersion } = party.placement;
        const old = { ...party, placement: { ...party.placement, identityVersion: identityVersion - 1 } };
        expect(await receive(harness, old, live('w'))).toEqual(['moved']);
        expect(await stored()).toMatchObject([{ origin: 'history' }]);
      });

      it('neither deadlocks nor answers twice when copies and messages race', async () => {
        const people = await Promise.all(
          Array.from({ length: 4 }, (_, n) => aParty(harness, party, { bsuid: `BR.racing${n}` })),
        );
        const twenty = Array.from({ length: 20 }, (_, n) => ({ n, at: people[n % people.length] as Party }));
        const writers = Array.from({ length: 8 }, (_, writer) => {
          const order = twenty.map((entry) => ({ ...entry, rank: (entry.n * 7 + writer * 13) % 20 }));
          order.sort((a, b) => a.rank - b.rank);
          return order.map(({ n, at }) =>
            arrived(harness, at, writer % 2 === 0 ? copy(`racing-${n}`) : live(`racing-${n}`)),
          );
        });
        await Promise.all(writers.map((batch) => harness.stores.inbox.append(batch, policy)));
        const rows = await stored();
        expect(rows).toHaveLength(20);
        expect(new Set(rows.map(({ origin }) => origin))).toEqual(new Set(['patient']));
        for (const each of people)
          expect(await harness.readConversation(party.clinicId, each.placement.conversationId)).toMatchObject(
            { arrivals: 5, unread: 5, turnWaits: true },
          );
      });
    });

    it('leaves a conversation to the human until their quiet time is over', async () => {
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      await receive(harness, party, aMessage());
      expect(await conversation()).toMatchObject({ mode: 'human', turnWaits: true, arrivals: 1, unread: 1 });
      await harness.passTime(policy.humanQuietMs + 1_000);
      await receive(harness, party, aMessage());
      expect(await conversation()).toMatchObject({ mode: 'assistant', turnWaits: true, epoch: 1 });
    });
  });
