import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ContactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { ReceivedMessage, WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { backUp } from '../../support/worlds/memory-backup.ts';
import { everythingIn } from '../../support/worlds/memory-everything.ts';
import { work } from '../../support/worlds/memory-workers.ts';
import { privacyWorld, type PrivacyWorld } from '../../support/worlds/privacy-world.ts';

const number = { phoneNumberId: 'pn-1' };
const elsewhere = { phoneNumberId: 'pn-2' };
const gone = { phone: phone('5547991112222'), bsuid: 'BR.gone' };
const stays = { phone: phone('5547933334444'), bsuid: 'BR.stays' };
const marker = /GONE|BR\.gone|5547991112222|554791112222/;

type Step =
  | { readonly step: 'writes'; readonly who: 'gone' | 'stays' | 'gone-elsewhere' }
  | { readonly step: 'staff' | 'history' | 'unreadable' | 'unstorable' | 'books' | 'new-name' }
  | { readonly step: 'repeats'; readonly which: number }
  | { readonly step: 'works'; readonly ms: number }
  | { readonly step: 'backs-up' };

const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.constantFrom<Step>(
    { step: 'writes', who: 'gone' },
    { step: 'writes', who: 'gone' },
    { step: 'writes', who: 'stays' },
    { step: 'writes', who: 'gone-elsewhere' },
    { step: 'staff' },
    { step: 'history' },
    { step: 'unreadable' },
    { step: 'unstorable' },
    { step: 'books' },
    { step: 'new-name' },
    { step: 'backs-up' },
  ),
  fc.record({ step: fc.constant('works' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ step: fc.constant('repeats' as const), which: fc.nat(50) }),
);

/** A life of two people in one clinic, of whom one is somebody in another clinic, too. */
function historyOf(world: PrivacyWorld) {
  const { db, stores, clinicId, clock, ingestMessage } = world;
  const delivered: WebhookItem[] = [];
  let written = 0;
  let restore: (() => void) | undefined;
  const deliver = async (item: WebhookItem) => {
    delivered.push(item);
    await ingestMessage({ items: [item], requestId: 'r' });
  };
  const message = (wish: Partial<ReceivedMessage>) => {
    written += 1;
    const text = `GONE ${written}`;
    return aMessage({
      number,
      wamid: `w-${written}`,
      sentAt: clock.now(),
      person: gone,
      text,
      raw: { text },
      ...wish,
    });
  };
  const ownerOf = (key: string) => db.people.get(clinicId)?.directory.owners.get(key)?.contactId;
  const goneContact = (): ContactId | undefined => ownerOf('bsuid:BR.gone');

  const run = async (each: Step): Promise<void> => {
    switch (each.step) {
      case 'writes':
        return deliver(
          each.who === 'gone'
            ? message({ person: { ...gone, profileName: 'GONE name' } })
            : each.who === 'stays'
              ? message({ person: stays, text: `kept ${written}`, raw: {} })
              : message({ number: elsewhere, text: `elsewhere ${written}`, raw: {} }),
        );
      case 'staff':
        return deliver({ ...message({ origin: 'staff' }), sentByClinic: true });
      case 'history':
        return deliver(message({ origin: 'history' }));
      case 'unreadable': {
        const raw = { from: gone.phone, body: 'GONE' };
        return deliver({
          kind: 'unhandled',
          number,
          reason: 'field:calls',
          dedupeKey: `u-${(written += 1)}`,
          raw,
        });
      }
      case 'unstorable':
        return deliver(message({ text: 'GONE \u0000' }));
      case 'new-name':
        return deliver(
          message({
            type: 'system',
            person: gone,
            identityChange: {
              previous: { bsuid: gone.bsuid },
              current: { bsuid: gone.bsuid, phone: gone.phone },
            },
          }),
        );
      case 'books': {
        const contactId = goneContact();
        if (contactId === undefined) return;
        const start = new Date(clock.now().getTime() + 86_400_000 * (written += 1));
        const slot = { start, end: new Date(start.getTime() + 1_800_000) };
        const appointment = anAppointment({ ids: db.ids, now: () => clock.now() }, clinicId, {
          contactId,
          slot,
          requestedAt: clock.now(),
        });
        const once = { key: `GONE ${written}`, fingerprint: `GONE ${written}` };
        await stores.appointments.apply(clinicId, [{ change: 'hold', appointment, once }]);
        return;
      }
      case 'repeats': {
        const item = delivered[each.which % Math.max(1, delivered.length)];
        if (item !== undefined) await ingestMessage({ items: [item], requestId: 'again' });
        return;
      }
      case 'works':
        clock.advance(each.ms);
        await work(world);
        return;
      case 'backs-up':
        restore = backUp(db);
        return;
    }
  };
  return { run, deliver, delivered, goneContact, restore: () => restore };
}

const isElsewhere = (world: PrivacyWorld) => (line: string) => line.includes(world.secondClinic);

/** All that is there of the one who stays, and of the other clinic. */
function others(world: PrivacyWorld): readonly string[] {
  const { db, clinicId, secondClinic } = world;
  const contact = db.people.get(clinicId)?.directory.owners.get('bsuid:BR.stays')?.contactId;
  const conversations = [...db.conversations.values()].filter((row) => row.contactId === contact);
  const ids: string[] = [secondClinic, ...(contact ? [contact] : []), ...conversations.map(({ id }) => id)];
  return everythingIn(db).filter((line) => !line.startsWith('people') && ids.some((id) => line.includes(id)));
}
/** The second clinic's are its own: the same person may stay there. */
const leftovers = (world: PrivacyWorld) =>
  everythingIn(world.db).filter((line) => marker.test(line) && !isElsewhere(world)(line));
const conversationsOf = ({ db }: PrivacyWorld, contactId: ContactId): readonly string[] =>
  [...db.conversations.values()].filter((row) => row.contactId === contactId).map(({ id }) => id);
const linesAbout = ({ db }: PrivacyWorld, ids: readonly string[]) =>
  everythingIn(db).filter((line) => !line.startsWith('privacy') && ids.some((id) => line.includes(id)));
const keptTexts = (world: PrivacyWorld) =>
  world.db.messages
    .filter(({ text, direction }) => direction === 'inbound' && /^(kept|elsewhere)/.test(text))
    .map(({ text }) => text);

it('whatever happened, an erasure leaves nothing of the one and everything of the others', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(step, { maxLength: 8 }),
      fc.nat(1_000),
      async (before, after, seed) => {
        const world = privacyWorld(seed);
        const history = historyOf(world);
        for (const each of before) await history.run(each);
        const contactId = history.goneContact();
        if (contactId === undefined) return;
        // somebody works for the person at this moment
        const turns = await world.stores.turns.claim(3, 30_000);
        const sends = await world.stores.outbox.claim(3, 30_000);
        const theirIds = [contactId, ...conversationsOf(world, contactId)];
        const [kept, rest] = [keptTexts(world), others(world)];

        const erasure = await world.erase(world.clinicId, contactId);
        expect(erasure.state).toBe('done');
        expect(leftovers(world)).toEqual([]);
        expect(linesAbout(world, theirIds)).toEqual([]);
        expect(keptTexts(world)).toEqual(kept);
        expect(others(world)).toEqual(rest);

        await Promise.all(turns.map((turn) => world.answerPatient(turn)));
        await Promise.all(sends.map((send) => world.deliverMessage(send)));
        const { whatsapp, clinicId } = world;
        const theirs = new Set<string>(
          world.db.messages.filter((row) => row.clinicId !== clinicId).map(({ id }) => id),
        );
        for (const { messageId: outboundId, metaMessageId, to: recipient } of whatsapp.phone) {
          if (theirs.has(outboundId)) continue;
          const status = aStatus('read', { number, metaMessageId, outboundId, recipient });
          await world.ingestMessage({ items: [status], requestId: 'status' });
        }
        for (const item of history.delivered)
          await world.ingestMessage({ items: [item], requestId: 'again' });
        expect(leftovers(world)).toEqual([]);

        // an older backup, as far as there is one
        const restore = history.restore();
        if (restore !== undefined) {
          restore();
          const stored = keptTexts(world);
          await world.reapplyErasures();
          expect(leftovers(world)).toEqual([]);
          expect(keptTexts(world)).toEqual(stored);
          expect((await world.reapplyErasures()).unknown).toBe(0);
        }

        // the person comes back, and is not erased at every start
        world.clock.advance(60_000);
        for (const each of after) await history.run(each);
        await history.deliver(
          aMessage({ number, wamid: 'back', person: gone, text: 'I am back', sentAt: world.clock.now() }),
        );
        await world.reapplyErasures();
        expect(world.db.messages.filter(({ text }) => text === 'I am back')).toHaveLength(1);
        expect(history.goneContact()).not.toBe(contactId);
        expect(world.db.people.get(clinicId)?.directory.contacts.has(contactId)).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});
