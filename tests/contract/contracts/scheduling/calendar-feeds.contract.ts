import { beforeEach, describe, expect, it } from 'vitest';
import type {
  CalendarFeeds,
  ClaimedFeed,
} from '../../../../src/application/ports/scheduling/calendar-feeds.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { AppointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import { calendarId } from '../../../support/builders/an-appointment.ts';
import { book, claimSync, confirm } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { leaseMs } from '../../harness/steps.ts';

const calendar = {
  summary: '',
  timeZone: 'America/Sao_Paulo',
  accessRole: 'owner',
  reachability: 'reachable',
} as const;

export const calendarFeedsContract = (make: MakeHarness) =>
  describe('what has to be read of the calendars', () => {
    let harness: Harness;
    let feeds: CalendarFeeds;
    let clinicId: ClinicId;
    const associate = (...ids: string[]) =>
      harness.stores.clinicCalendars.associate(
        clinicId,
        ids.map((id) => ({ ...calendar, calendarId: id })),
      );
    beforeEach(async () => {
      harness = await make();
      feeds = harness.stores.calendarFeeds;
      clinicId = await harness.addClinic();
      await associate(calendarId);
    });
    const claim = () => feeds.claim(10, leaseMs);
    const claimOne = async (): Promise<ClaimedFeed> => {
      const [feed] = await claim();
      if (feed === undefined) throw new Error('No feed was due');
      return feed;
    };
    const read = (feed: ClaimedFeed, more: object = {}) =>
      feeds.settle(feed, {
        ...{ to: 'read', syncToken: 'token-1', changed: [], areDeletionsHeld: false, nextMs: 60_000 },
        ...more,
      });

    it('begins with an association, is read by one at a time, and again when its time has come', async () => {
      const feed = await claimOne();
      expect(feed).toMatchObject({ clinicId, calendarId, failures: 0 });
      expect(feed.syncToken).toBeUndefined();
      expect(await claim()).toEqual([]);
      expect(await read(feed)).toBe(true);
      expect(await claim()).toEqual([]);
      const wait = (await feeds.msUntilDue()) ?? 0;
      expect(wait).toBeGreaterThan(50_000);
      expect(wait).toBeLessThanOrEqual(60_000);
      await harness.passTime(60_000);
      expect(await claimOne()).toMatchObject({ syncToken: 'token-1' });
    });

    it('keeps its token through failures, and counts them', async () => {
      await read(await claimOne());
      await harness.passTime(60_000);
      await feeds.settle(await claimOne(), { to: 'again', nextMs: 1_000 });
      await harness.passTime(1_001);
      expect(await claimOne()).toMatchObject({ syncToken: 'token-1', failures: 1 });
    });

    it('ends with the association; whoever reads it then changes nothing', async () => {
      const feed = await claimOne();
      await associate('another@calendars.example');
      expect(await read(feed)).toBe(false);
      expect((await claim()).map(({ calendarId: id }) => id)).toEqual(['another@calendars.example']);
    });

    it('belongs to the next reader when the lease is over', async () => {
      const zombie = await claimOne();
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimOne();
      expect(await read(zombie)).toBe(false);
      expect(await read(heir)).toBe(true);
    });

    it('is due when somebody says so, also once more while it is being read', async () => {
      await read(await claimOne());
      await feeds.readSoon(clinicId, calendarId);
      const feed = await claimOne();
      await harness.passTime(10);
      await feeds.readSoon(clinicId);
      await read(feed);
      expect(await claim()).toHaveLength(1);
    });

    it('is due within a moment when Google says so, once for many messages, and once more while it is being read', async () => {
      await read(await claimOne());
      for (let message = 0; message < 3; message += 1) {
        await feeds.readWithin(clinicId, calendarId, 10_000);
        await harness.passTime(3_000);
      }
      expect(await claim()).toEqual([]);
      await harness.passTime(1_001);
      const feed = await claimOne();
      await feeds.readWithin(clinicId, calendarId, 10_000);
      await read(feed);
      expect(await claim()).toEqual([]);
      await harness.passTime(10_000);
      await read(await claimOne());
      await harness.passTime(10_000);
      expect(await claim()).toEqual([]);
      await feeds.readWithin(clinicId, 'nobody@calendars.example', 10_000);
    });

    it('is not put off by a message when it is due', async () => {
      await feeds.readWithin(clinicId, calendarId, 1_000);
      expect(await claim()).toHaveLength(1);
    });

    it('makes the appointments due whose events differ, and leaves others alone', async () => {
      const [visit, other] = [
        await confirm(harness, clinicId),
        await confirm(harness, clinicId, { calendarId: 'other@calendars.example' }),
      ];
      await read(await claimOne(), {
        changed: [visit.id, 'not-ours'.replace(/.*/, () => harness.ids.next())],
      });
      const due = await harness.stores.appointments.claim(10, leaseMs);
      expect(due).toMatchObject([
        { appointment: { id: visit.id }, hasEventChanged: true, areDeletionsHeld: false },
      ]);
      expect(due[0]?.appointment.id).not.toBe(other.id);
      await harness.stores.appointments.settle(due[0]!, { to: 'rest', hasLooked: true });
      expect(await harness.stores.appointments.claim(10, leaseMs)).toEqual([]);
    });

    it('never makes an appointment of another clinic due', async () => {
      const elsewhere = await harness.addClinic();
      const theirs = await confirm(harness, elsewhere);
      await read(await claimOne(), { changed: [theirs.id] });
      expect(await harness.stores.appointments.claim(10, leaseMs)).toEqual([]);
    });

    it('is not lost on an appointment in hand: it is looked at afterwards', async () => {
      const { id } = await book(harness, clinicId);
      const sync = await claimSync(harness);
      await read(await claimOne(), { changed: [id], areDeletionsHeld: true });
      await harness.stores.appointments.settle(sync, { to: 'confirmed' });
      const [due] = await harness.stores.appointments.claim(10, leaseMs);
      expect(due).toMatchObject({ appointment: { id }, hasEventChanged: true, areDeletionsHeld: true });
      const again = async (changed: readonly AppointmentId[]) => {
        await feeds.readSoon(clinicId, calendarId);
        await read(await claimOne(), { changed });
      };
      await again([id]);
      await harness.stores.appointments.settle(due!, { to: 'rest', hasLooked: true });
      const [next] = await harness.stores.appointments.claim(10, leaseMs);
      expect(next).toMatchObject({ hasEventChanged: true });
    });
  });
