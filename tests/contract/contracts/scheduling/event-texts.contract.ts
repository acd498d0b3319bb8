import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedEventText } from '../../../../src/application/ports/scheduling/event-texts.ts';
import { erasureId } from '../../../../src/domain/privacy/erasure.ts';
import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { confirm, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, leaseMs, type Party } from '../../harness/steps.ts';

const minute = 60_000;

export const eventTextsContract = (make: MakeHarness) =>
  describe('texts of events', () => {
    let harness: Harness;
    let party: Party;
    let visit: Appointment;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      visit = await confirm(harness, party.clinicId, {
        contactId: party.placement.contactId,
        conversationId: party.placement.conversationId,
      });
    });
    const store = () => harness.stores.eventTexts;
    const place = (calendarId = visit.calendarId) => ({
      clinicId: party.clinicId,
      appointmentId: visit.id,
      calendarId,
    });
    const shown = () => store().shown(party.clinicId, visit.id);
    const inWork = () => store().inWork(party.clinicId, 10);
    const claim = async (): Promise<ClaimedEventText> => {
      const [claimed] = await store().claim(1, leaseMs);
      if (claimed === undefined) throw new Error('No text was due');
      return claimed;
    };
    const erase = () =>
      harness.stores.erasures.erase(
        {
          id: erasureId(harness.ids.next()),
          clinicId: party.clinicId,
          contactId: party.placement.contactId,
          at: harness.now(),
        },
        () => Promise.resolve(),
      );

    it('are what may have been written, never less', async () => {
      await store().aboutToShow(place(), 'name-and-phone');
      await store().aboutToShow(place(), 'service');
      await store().aboutToShow(place('other'), 'nothing');
      expect(await shown()).toEqual(expect.arrayContaining(['name-and-phone', 'nothing']));
      const calendars = () => store().calendarsOf(party.clinicId, visit.id);
      expect(await calendars()).toEqual([place().calendarId, 'other'].sort());
      await store().forget(place());
      expect(await shown()).toEqual(['nothing']);
      expect(await calendars()).toEqual(['other']);
    });

    it('are looked at a minute after a person was written, by one worker', async () => {
      await store().aboutToShow(place(), 'service');
      await harness.passTime(2 * minute);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      await store().aboutToShow(place(), 'first-name');
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeGreaterThan(minute / 2);
      await harness.passTime(minute + 1);
      expect(await claim()).toMatchObject({ ...place(), shows: 'first-name', attempts: 0 });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      await harness.passTime(leaseMs + 1);
      await claim();
    });

    it('are due when the clinic changes its document, those of the time before this was kept, too', async () => {
      expect(await store().claim(9, leaseMs)).toEqual([]);
      const document = { politicas: { agendamento: { evento_no_google: 'nome' } } };
      const { clinicContexts } = harness.stores;
      const current = await clinicContexts.current(party.clinicId);
      const save = { document, expectedVersion: current?.version ?? 1, by: 'user:ana' };
      expect(await clinicContexts.save(party.clinicId, save, harness.now())).toMatchObject({ saved: true });
      const claimed = await claim();
      expect(claimed).toEqual({ ...place(), attempts: 0, leaseToken: claimed.leaseToken });
      expect(await store().raise(claimed, 'name-and-phone')).toBe(true);
      expect(await shown()).toEqual(['name-and-phone']);
      expect(await store().settle(claimed, { to: 'shows', shows: 'first-name' })).toBe(true);
      expect(await shown()).toEqual(['first-name']);
      expect(await inWork()).toEqual([]);
    });

    it('are settled by nobody who has lost them', async () => {
      await store().aboutToShow(place(), 'first-name');
      await harness.passTime(minute + 1);
      const slow = await claim();
      await store().aboutToShow(place(), 'name-and-phone');
      expect(await store().raise(slow, 'name-and-phone')).toBe(false);
      expect(await store().settle(slow, { to: 'gone' })).toBe(false);
      expect(await shown()).toEqual(['name-and-phone']);
    });

    it('are seen until they are done, also when they were given up, and woken by a connection', async () => {
      await store().aboutToShow(place(), 'first-name');
      await harness.passTime(minute + 1);
      const at = new Date(harness.now().getTime() + 10 * minute);
      await store().settle(await claim(), { to: 'again', at, failure: 'not-connected' });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await inWork()).toMatchObject([
        { ...place(), slot: visit.slot, isErased: false, attempts: 1, failure: 'not-connected', dueAt: at },
      ]);
      await store().wakeWaiting(party.clinicId);
      await store().settle(await claim(), { to: 'given-up', failure: 'not-connected' });
      expect((await inWork()).map(({ dueAt }) => dueAt)).toEqual([undefined]);
      await harness.passTime(400 * 24 * 60 * minute);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      await store().wakeWaiting(party.clinicId);
      await store().settle(await claim(), { to: 'gone' });
      expect(await inWork()).toEqual([]);
    });

    it('of somebody who is erased are due at once, and after the event has left the calendar', async () => {
      const over = await hold(harness, party.clinicId, {
        contactId: party.placement.contactId,
        slot: { start: new Date(0), end: new Date(1_800_000) },
      });
      for (const id of [visit.id, over.id])
        await store().aboutToShow({ ...place(), appointmentId: id }, 'name-and-phone');
      await erase();
      // the visit to come: its event goes, which is the work of others
      expect(await claim()).toMatchObject({ appointmentId: over.id, shows: 'name-and-phone' });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await inWork()).toMatchObject([
        { appointmentId: over.id, isErased: true },
        { appointmentId: visit.id, isErased: true },
      ]);
      const [sync] = await harness.stores.appointments.claim(1, leaseMs);
      await harness.stores.appointments.settle(sync!, { to: 'removed' });
      expect(await claim()).toMatchObject({ appointmentId: visit.id });
    });

    it('in the hands of a worker while somebody is erased are due when a late call cannot arrive any more', async () => {
      const over = await hold(harness, party.clinicId, {
        contactId: party.placement.contactId,
        slot: { start: new Date(0), end: new Date(1_800_000) },
      });
      await store().aboutToShow({ ...place(), appointmentId: over.id }, 'name-and-phone');
      await harness.passTime(minute + 1);
      const slow = await claim();
      await erase();
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().settle(slow, { to: 'shows', shows: 'name-and-phone' })).toBe(false);
      await harness.passTime(leaseMs + 1);
      expect(await claim()).toMatchObject({ appointmentId: over.id });
    });
  });
