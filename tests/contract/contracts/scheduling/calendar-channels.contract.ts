import { beforeEach, describe, expect, it } from 'vitest';
import type { CalendarChannels } from '../../../../src/application/ports/scheduling/calendar-channels.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { calendarId } from '../../../support/builders/an-appointment.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { leaseMs } from '../../harness/steps.ts';

const calendar = {
  ...{ calendarId, summary: '', timeZone: 'America/Sao_Paulo', accessRole: 'owner' },
  reachability: 'reachable',
} as const;

export const calendarChannelsContract = (make: MakeHarness) =>
  describe('the channels of the calendars', () => {
    let harness: Harness;
    let channels: CalendarChannels;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      channels = harness.stores.calendarChannels;
      clinicId = await harness.addClinic();
      await harness.stores.clinicCalendars.associate(clinicId, [calendar]);
    });
    const later = (ms: number) => new Date(harness.now().getTime() + ms);
    const add = (channelId: string, more: object = {}) =>
      channels.add({
        ...{ channelId, clinicId, calendarId, tokenDigest: `digest of ${channelId}` },
        ...{ expiresAt: later(100_000), renewAt: later(50_000), ...more },
      });
    const opened = (channelId: string, ms = 100_000) =>
      channels.opened(
        { clinicId, calendarId, channelId },
        { resourceId: `resource of ${channelId}`, expiresAt: later(ms), renewAt: later(ms / 2) },
      );
    const feed = async () => {
      await harness.stores.calendarFeeds.readSoon(clinicId, calendarId);
      const claimed = await harness.stores.calendarFeeds.claim(10, leaseMs);
      for (const each of claimed) await harness.stores.calendarFeeds.settle(each, { to: 'again', nextMs: 0 });
      return claimed.find((each) => each.clinicId === clinicId)!;
    };
    const ids = async () => (await channels.left(10)).map(({ channelId }) => channelId);

    it('is known before Google has opened it, and keeps another one from being opened until then', async () => {
      expect(await feed()).toMatchObject({ isChannelDue: true });
      expect(await add('one')).toBe(true);
      expect(await channels.find('one')).toEqual({ clinicId, calendarId, tokenDigest: 'digest of one' });
      expect(await channels.find('another')).toBeUndefined();
      const claimed = await feed();
      expect(claimed).toMatchObject({ isChannelDue: false });
      expect(claimed.pushedUntil).toBeUndefined();
      expect(await harness.stores.calendarFeeds.count()).toEqual({ pushed: 0, polled: 1 });
      await harness.passTime(50_001);
      expect(await feed()).toMatchObject({ isChannelDue: true });
    });

    it('says until when the calendar is pushed, and that the next one is due', async () => {
      await add('one');
      await opened('one');
      expect(await feed()).toMatchObject({ isChannelDue: false });
      expect((await feed()).pushedUntil).toBeDefined();
      expect(await harness.stores.calendarFeeds.count()).toEqual({ pushed: 1, polled: 0 });
      await harness.passTime(50_001);
      expect(await feed()).toMatchObject({ isChannelDue: true });
      await harness.passTime(50_000);
      expect(await harness.stores.calendarFeeds.count()).toEqual({ pushed: 0, polled: 1 });
    });

    it('leaves the former one when the next is open, and not before', async () => {
      await add('one');
      await opened('one');
      await add('two');
      expect(await ids()).toEqual([]);
      await opened('two', 200_000);
      expect(await channels.left(10)).toMatchObject([
        { clinicId, calendarId, channelId: 'one', resourceId: 'resource of one' },
      ]);
      // its messages are still ours
      expect(await channels.find('one')).toBeDefined();
      await channels.postpone(clinicId, 'one', later(10_000));
      expect(await ids()).toEqual([]);
      await harness.passTime(10_001);
      expect(await ids()).toEqual(['one']);
      await channels.remove(clinicId, 'one');
      expect(await ids()).toEqual([]);
      expect(await channels.find('one')).toBeUndefined();
    });

    it('is left when its time is over, and when its calendar does not count any more', async () => {
      await add('one');
      await opened('one');
      await harness.stores.clinicCalendars.associate(clinicId, [
        { ...calendar, calendarId: 'other@x.example' },
      ]);
      expect(await ids()).toEqual(['one']);
      await harness.stores.clinicCalendars.associate(clinicId, [calendar]);
      expect(await ids()).toEqual([]);
      await harness.passTime(100_001);
      expect(await ids()).toEqual(['one']);
    });

    it('is left with all others of its clinic', async () => {
      const elsewhere = await harness.addClinic();
      await harness.stores.clinicCalendars.associate(elsewhere, [calendar]);
      await add('one');
      await opened('one');
      await add('theirs', { clinicId: elsewhere });
      await channels.leave(clinicId);
      expect(await ids()).toEqual(['one']);
      expect(await channels.left(10, elsewhere)).toEqual([]);
      expect(await feed()).toMatchObject({ isChannelDue: true });
      await channels.remove(elsewhere, 'one');
      expect(await ids()).toEqual(['one']);
    });

    it('is not added for a calendar that the clinic has not chosen, and goes with the association', async () => {
      expect(await add('one', { calendarId: 'unknown@x.example' })).toBe(false);
      await add('two');
      await harness.stores.clinicCalendars.erase(clinicId);
      expect(await channels.find('two')).toBeUndefined();
      expect(await channels.left(10)).toEqual([]);
    });
  });
