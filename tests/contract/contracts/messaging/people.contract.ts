import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonToPlace, Placement } from '../../../../src/application/ports/messaging/people.ts';
import type { Sighting } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { ana, phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aClinicWithNumber } from '../../harness/steps.ts';

export const peopleContract = (make: MakeHarness) =>
  describe('people', () => {
    let harness: Harness;
    let clinic: Awaited<ReturnType<typeof aClinicWithNumber>>;
    beforeEach(async () => {
      harness = await make();
      clinic = await aClinicWithNumber(harness);
    });
    const person = (sighting: Sighting, at = clinic): PersonToPlace => ({
      clinicId: at.clinicId,
      whatsappNumber: at.number.whatsappNumber,
      sighting,
    });
    const placeAll = (...people: PersonToPlace[]) => harness.stores.people.place(people, harness.now());
    const place = async (sighting: Sighting, at = clinic): Promise<Placement> =>
      (await placeAll(person(sighting, at)))[0] as Placement;
    const flags = (placement: Placement) => harness.readFlags(clinic.clinicId, placement.contactId);

    it('are found again, with their one conversation', async () => {
      const first = await place(ana);
      expect(await place({ ...ana, profileName: 'Ana' })).toEqual(first);
      expect(await placeAll(person(ana), person(ana))).toEqual([first, first]);
    });

    it.each([{}, { profileName: 'Ana Maria' }])(
      'are one, with one conversation, though a batch meets them several times for the first time (%o)',
      async (name) => {
        const [first, ...others] = await placeAll(
          person({ ...ana, profileName: 'Ana' }),
          person({ ...ana, bsuid: 'BR.ana' }),
          person({ bsuid: 'BR.ana', ...name }),
        );
        expect(others).toEqual([first, first]);
        expect(await place({ bsuid: 'BR.ana' })).toEqual(first);
        expect(await harness.readConversationCount(clinic.clinicId)).toBe(1);
      },
    );

    it('keep their name, whatever the clinic calls who phones from their number', async () => {
      const byPhone = { phone: phone('5547999990077') };
      const nameOf = async ({ contactId }: Placement) =>
        (await harness.stores.conversations.names(clinic.clinicId, [contactId])).get(contactId)?.name;
      const first = await place(byPhone);
      expect(await nameOf(first)).toBeUndefined();
      for (const givenName of ['Rui', 'Carlos'])
        expect(await place({ ...byPhone, givenName })).toEqual(first);
      expect(await nameOf(first)).toBe('Rui');
      await place({ ...byPhone, profileName: 'Rui Camargo' });
      expect(await nameOf(first)).toBe('Rui Camargo');
    });

    it('have one conversation although ten writers meet them at once', async () => {
      const placements = await Promise.all(Array.from({ length: 10 }, () => place(ana)));
      expect(new Set(placements.map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(await harness.readConversationCount(clinic.clinicId)).toBe(1);
    });

    it('are placed by many writers in different orders without a deadlock', async () => {
      const sightings = Array.from({ length: 12 }, (_, n) => ({
        phone: phone(`55479999800${10 + n}`),
        bsuid: `BR.${n}`,
      }));
      const orders = [sightings, [...sightings].reverse(), [...sightings.slice(5), ...sightings.slice(0, 5)]];
      const placed = await Promise.all(
        orders.map((order) => placeAll(...order.map((sighting) => person(sighting)))),
      );
      expect(new Set(placed.flat().map((placement) => placement?.contactId)).size).toBe(12);
    });

    it('have one conversation per number of the clinic', async () => {
      const second = await harness.addNumber(clinic.clinicId, { whatsappNumber: '551133330000' });
      const there = await place(ana, { ...clinic, number: second });
      const here = await place(ana);
      expect(there.contactId).toBe(here.contactId);
      expect(there.conversationId).not.toBe(here.conversationId);
    });

    it('are never shared by two clinics', async () => {
      const elsewhere = await aClinicWithNumber(harness);
      const [here, there] = await placeAll(person(ana), person(ana, elsewhere));
      expect(here?.contactId).not.toBe(there?.contactId);
      expect(here?.conversationId).not.toBe(there?.conversationId);
    });

    it('are the same with and without the Brazilian ninth digit', async () => {
      const nine = await place({ phone: phone('5547999990001') });
      expect(await place({ phone: phone('554799990001') })).toEqual(nine);
    });

    it('are two when a landline looks like a mobile without its ninth digit', async () => {
      const landline = await place({ phone: phone('554733330001') });
      expect((await place({ phone: phone('5547933330001') })).contactId).not.toBe(landline.contactId);
    });

    it('stay themselves when a phone and a BSUID are first seen together', async () => {
      const byPhone = await place(ana);
      expect(await place({ ...ana, bsuid: 'BR.ana' })).toEqual(byPhone);
      expect(await place({ bsuid: 'BR.ana' })).toEqual(byPhone);
    });

    it('are flagged, not merged, when two of them turn out to share identifiers', async () => {
      const byPhone = await place(ana);
      const byId = await place({ bsuid: 'BR.ana' });
      expect((await place({ ...ana, bsuid: 'BR.ana' })).contactId).toBe(byId.contactId);
      expect(await flags(byPhone)).toEqual(['identity-conflict']);
      expect(await flags(byId)).toEqual(['identity-conflict']);
      expect((await place(ana)).contactId).toBe(byPhone.contactId);
    });

    it('lose a phone that somebody else writes from now, and are not written to there any more', async () => {
      const before = await place({ ...ana, bsuid: 'BR.old' });
      const now = await place({ ...ana, bsuid: 'BR.new' });
      expect(now.contactId).not.toBe(before.contactId);
      expect(await flags(now)).toEqual(['recycled-phone']);
      expect((await place(ana)).contactId).toBe(now.contactId);
      const again = await place({ bsuid: 'BR.old' });
      expect(again).toMatchObject({ contactId: before.contactId, conversationId: before.conversationId });
      expect(again.identityVersion).toBeGreaterThan(before.identityVersion);
    });
  });
