import { describe, expect, it } from 'vitest';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { ReceivedEvent } from '../../../src/application/ports/messaging/conversation-events.ts';
import type { ErasureJournal } from '../../../src/application/ports/privacy/erasure-journal.ts';
import { makeCompleteErasure } from '../../../src/application/privacy/complete-erasure.ts';
import { makeEmptyParked } from '../../../src/application/privacy/empty-parked.ts';
import { makeErasePatient } from '../../../src/application/privacy/erase-patient.ts';
import { eventsOfErasure } from '../../../src/application/privacy/erasure-events.ts';
import { makeResumeErasures } from '../../../src/application/privacy/resume-erasures.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { erasureId, noCounts } from '../../../src/domain/privacy/erasure.ts';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { everythingIn } from '../../support/worlds/memory-everything.ts';
import { privacyWorld, type PrivacyWorld } from '../../support/worlds/privacy-world.ts';

const number = { phoneNumberId: 'pn-1' };
const gone = { phone: phone('5547991112222'), bsuid: 'BR.gone' };
const ingest = (world: PrivacyWorld, ...items: WebhookItem[]) =>
  world.ingestMessage({ items, requestId: 'r' });
const contactOf = ({ db, clinicId }: PrivacyWorld, key = 'bsuid:BR.gone') => {
  const owner = db.people.get(clinicId)?.directory.owners.get(key);
  if (owner === undefined) throw new Error(`Nobody has ${key}`);
  return owner.contactId;
};
const hearing = ({ conversationEvents }: PrivacyWorld, clinicId: ClinicId) => {
  const heard: ReceivedEvent[] = [];
  conversationEvents.subscribe(clinicId, (event) => void heard.push(event));
  return heard;
};
const linesWith = ({ db }: PrivacyWorld, marker: RegExp) =>
  everythingIn(db).filter((line) => marker.test(line));

describe('erasing a patient', () => {
  it('gives a certificate that verifies with the public key and names nobody', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone }), aMessage({ number, person: gone }));
    const { certificate = '', id } = await world.erase(world.clinicId, contactOf(world));
    const keys = createLocalJWKSet(
      JSON.parse(JSON.stringify(world.certificateSigner.publicKeys())) as JSONWebKeySet,
    );
    const { payload } = await compactVerify(certificate, keys);
    const claims = new TextDecoder().decode(payload);
    expect(JSON.parse(claims)).toMatchObject({
      id,
      clinicId: world.clinicId,
      erased: { contacts: 1, whatsapp_messages_improved: 2 },
    });
    expect(claims).not.toMatch(/5547991112222|BR\.gone|wamid/);
  });

  it('empties what was parked of the person, and only that', async () => {
    const world = privacyWorld();
    const unhandled = (key: string, raw: unknown): WebhookItem => ({
      kind: 'unhandled',
      number,
      reason: 'field:calls',
      dedupeKey: key,
      raw,
    });
    await ingest(
      world,
      aMessage({ number, person: gone }),
      aMessage({ number, person: gone, text: 'a\u0000', raw: 'GONE unstorable' }),
      aStatus('sent', { number, metaMessageId: 'foreign', recipient: gone, raw: 'GONE status' }),
      unhandled('call', { calls: [{ from: '5547991112222', note: 'GONE call' }] }),
      unhandled('text', 'not json: "from":"554791112222" GONE text'),
      unhandled('other', { calls: [{ from: '5547933334444', note: 'KEPT' }] }),
      // about the person, but somebody else's words
      aMessage({ number, person: { bsuid: 'BR.stays' }, text: 'b\u0000', raw: 'KEPT, call 5547991112222' }),
    );
    const { counts } = await world.erase(world.clinicId, contactOf(world));
    expect(counts.webhook_items).toBe(4);
    expect(linesWith(world, /GONE|BR\.gone/)).toEqual([]);
    expect(linesWith(world, /KEPT/)).toHaveLength(2);
  });

  it('counts what speaks of the erased one later, and keeps none of it', async () => {
    const world = privacyWorld();
    const [first, unstorable] = [
      aMessage({ number, person: gone, text: 'GONE 1' }),
      aMessage({ number, person: gone, text: 'GONE \u0000' }),
    ];
    await ingest(world, first, unstorable);
    world.clock.advance(10_000);
    const [turn] = await world.stores.turns.claim(1, 30_000);
    await world.answerPatient(turn!);
    const [send] = await world.stores.outbox.claim(1, 30_000);
    await world.deliverMessage(send!);
    const [bubble] = world.whatsapp.phone;
    await world.erase(world.clinicId, contactOf(world));
    const { clinicId } = world;
    const late = aStatus('read', { number, metaMessageId: bubble!.metaMessageId, recipient: gone });
    const imported = aMessage({
      number,
      person: gone,
      origin: 'history',
      text: 'GONE long ago',
      wamid: 'never-seen',
    });
    expect(await ingest(world, first, unstorable, late, imported)).toEqual(
      [1, 2, 3, 4].map(() => ({ outcome: 'erased', clinicId })),
    );
    expect(linesWith(world, /GONE|BR\.gone|5547991112222/)).toEqual([]);
  });

  it('knows a repeated message for eight days, and its statuses for ninety', async () => {
    const world = privacyWorld();
    const day = 24 * 3_600_000;
    const message = aMessage({ number, person: gone });
    await ingest(world, message);
    await world.erase(world.clinicId, contactOf(world));
    const { erasedKeys } = world.stores;
    const keys = [world.db.erasureKeys.ofMessage(world.clinicId, message.dedupeKey)];
    const isKnown = async () =>
      (await erasedKeys.cover([{ clinicId: world.clinicId, keys, sentAt: message.sentAt }]))[0];
    world.clock.advance(7 * day);
    await erasedKeys.forget(world.clock.now(), 100);
    expect(await isKnown()).toBe(true);
    world.clock.advance(2 * day);
    await erasedKeys.forget(world.clock.now(), 100);
    expect(await isKnown()).toBe(false);
  });

  it('answers the same id as the first time, and refuses a person who is not there', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone }));
    const [id, contact] = [erasureId(world.db.ids.next()), contactOf(world)];
    const { erasePatient, clinicId } = world;
    const first = await erasePatient({ id, clinicId, contactId: contact });
    expect(await erasePatient({ id, clinicId, contactId: contact })).toEqual(first);
    const unknown = { id: erasureId(world.db.ids.next()), clinicId, contactId: contactId('nobody') };
    await expect(erasePatient(unknown)).rejects.toMatchObject({ code: 'privacy.person-not-found' });
    await expect(erasePatient({ ...unknown, contactId: contact })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('erases nobody of another clinic', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone, text: 'KEPT' }));
    await expect(world.erase(world.secondClinic, contactOf(world))).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(linesWith(world, /KEPT/)).toHaveLength(1);
  });

  it('goes on where it was cut off, with nothing but hashes to go by', async () => {
    const world = privacyWorld();
    await ingest(
      world,
      aMessage({ number, person: gone }),
      aMessage({ number, person: gone, text: 'GONE \u0000' }),
    );
    const { erasures } = world.stores;
    const erasePatient = makeErasePatient({
      erasures,
      erasureJournal: world.erasureJournal,
      clock: world.clock,
      completeErasure: () => Promise.reject(new Error('killed')),
    });
    const id = erasureId(world.db.ids.next());
    const { clinicId } = world;
    await expect(erasePatient({ id, clinicId, contactId: contactOf(world) })).rejects.toThrow('killed');
    expect(linesWith(world, /GONE/)).toHaveLength(1);
    const { completeErasure, clock } = world;
    const resume = makeResumeErasures({ erasures, completeErasure, clock });
    const failures: unknown[] = [];
    const round = () => resume((error) => failures.push(error));
    expect(await round()).toBe(0);
    clock.advance(61_000);
    expect([await round(), await round()]).toEqual([1, 0]);
    expect(failures).toEqual([]);
    expect(linesWith(world, /GONE|BR\.gone/)).toEqual([]);
    expect(await erasures.get(clinicId, id)).toMatchObject({ state: 'done', counts: { webhook_items: 1 } });
  });

  it('is told to who watches the clinic, each contact that was one person, and to nobody else', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone }));
    const { clinicId, conversationEvents } = world;
    const [heard, foreign] = [hearing(world, clinicId), hearing(world, world.secondClinic)];
    const contact = contactOf(world);
    await world.erase(clinicId, contact);
    expect(heard).toEqual([{ event: 'patient-erased', clinicId, contactId: contact }]);
    expect(foreign).toEqual([]);
    // what stood in the agenda and among the alerts is read again, too
    const counts = { ...noCounts, appointments: 1, alerts: 2 };
    conversationEvents.announce(eventsOfErasure({ clinicId, contactIds: [], counts }));
    expect(heard.slice(1)).toEqual([
      { event: 'agenda-changed', clinicId },
      { event: 'alerts-changed', clinicId },
    ]);
  });

  it('is told by whoever goes on with it, if the process died before it could say so', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone }));
    const { clinicId, clock, completeErasure } = world;
    const { erasures } = world.stores;
    const heard = hearing(world, clinicId);
    const contact = contactOf(world);
    const request = { id: erasureId(world.db.ids.next()), clinicId, contactId: contact, at: clock.now() };
    await erasures.erase(request, () => Promise.resolve());
    expect(heard).toEqual([]);
    clock.advance(61_000);
    expect(await makeResumeErasures({ erasures, completeErasure, clock })(() => undefined)).toBe(1);
    expect(heard).toEqual([{ event: 'patient-erased', clinicId, contactId: contact }]);
  });

  describe('while something is being parked', () => {
    const unstorable = () => aMessage({ number, person: gone, text: 'GONE \u0000' });
    const erasing = (world: PrivacyWorld, needs: Partial<Parameters<typeof makeErasePatient>[0]>) =>
      makeErasePatient({ ...world, erasures: world.stores.erasures, ...needs })({
        id: erasureId(world.db.ids.next()),
        clinicId: world.clinicId,
        contactId: contactOf(world),
      });

    it('takes what came after it was asked for and before it was done', async () => {
      const world = privacyWorld();
      await ingest(world, aMessage({ number, person: gone }));
      const erasureJournal: ErasureJournal = {
        ...world.erasureJournal,
        append: async (entry) => {
          world.clock.advance(500);
          if (entry.type === 'erasure') await ingest(world, unstorable());
          return world.erasureJournal.append(entry);
        },
      };
      await erasing(world, { erasureJournal });
      expect(linesWith(world, /GONE|BR\.gone/)).toEqual([]);
    });

    it('looks again before it signs, and counts what the first walk did not see', async () => {
      const world = privacyWorld();
      await ingest(world, aMessage({ number, person: gone }));
      const { parkedContents, erasedKeys, erasures } = world.stores;
      let walks = 0;
      const { clock, certificateSigner, erasureJournal, conversationEvents } = world;
      const emptyParked = makeEmptyParked({
        erasedKeys,
        erasureKeys: world.db.erasureKeys,
        clock,
        parkedContents: {
          ...parkedContents,
          page: async (search, limit) => {
            const page = await parkedContents.page(search, limit);
            walks += 1;
            if (walks === 1) await ingest(world, unstorable());
            return page;
          },
        },
      });
      const completeErasure = makeCompleteErasure({
        erasures,
        emptyParked,
        certificateSigner,
        erasureJournal,
        conversationEvents,
      });
      expect((await erasing(world, { completeErasure })).counts.webhook_items).toBe(1);
      expect(linesWith(world, /GONE/)).toEqual([]);
    });

    it('is seen by an imported message that was on its way to be parked, and nothing of it stays', async () => {
      let before: () => Promise<unknown> = () => Promise.resolve();
      const world = privacyWorld(1, {
        aroundParking: (parkedItems) => ({
          ...parkedItems,
          park: async (items) => {
            await before();
            return parkedItems.park(items);
          },
        }),
      });
      await ingest(world, aMessage({ number, person: gone }));
      const { clinicId } = world;
      before = () => world.erase(clinicId, contactOf(world));
      const imported = aMessage({ number, person: gone, origin: 'history', text: 'GONE \u0000' });
      expect(await ingest(world, imported)).toEqual([{ outcome: 'erased', clinicId }]);
      expect(linesWith(world, /GONE|BR\.gone/)).toEqual([]);
    });
  });

  it('goes on with later ones when earlier ones fail again and again, however many', async () => {
    const world = privacyWorld();
    const { clinicId, clock } = world;
    const { erasures } = world.stores;
    const cutOff = makeErasePatient({
      erasures,
      erasureJournal: world.erasureJournal,
      clock,
      completeErasure: () => Promise.reject(new Error('killed')),
    });
    const begun: string[] = [];
    for (let n = 0; n < 50; n += 1) {
      await ingest(world, aMessage({ number, person: gone }));
      const id = erasureId(world.db.ids.next());
      await expect(cutOff({ id, clinicId, contactId: contactOf(world) })).rejects.toThrow('killed');
      begun.push(id);
      // several begin at the same moment
      if (n % 7 === 0) clock.advance(1_000);
    }
    const broken = new Set(begun.slice(0, 45));
    clock.advance(61_000);
    const resume = makeResumeErasures({
      erasures,
      clock,
      completeErasure: (erasure) =>
        broken.has(erasure.id) ? Promise.reject(new Error('unreadable')) : world.completeErasure(erasure),
    });
    const failed = new Set<string>();
    expect(await resume((_, { id }) => failed.add(id))).toBe(5);
    expect(failed).toEqual(broken);
    expect((await erasures.get(clinicId, erasureId(begun[49]!)))?.state).toBe('done');
  });
});
