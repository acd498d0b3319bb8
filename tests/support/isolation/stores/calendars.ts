import { forged, type AttacksOf, type Target } from './target.ts';

/** Of calendars and what is kept in step with them. */
export function calendarsAttacks({
  stores,
  own,
  of,
  now,
  appointment,
  told,
}: Target): AttacksOf<'clinicCalendars' | 'calendarChannels' | 'calendarFeeds' | 'eventTexts'> {
  const { clinicCalendars } = stores;
  const tokens = of('google_calendar_tokens_by_clinic');
  const calendarId = String(of('clinic_calendars')['calendar_id']);
  const fed = String(of('calendar_feeds')['calendar_id']);
  const channel = String(of('calendar_channels')['channel_id']);
  const text = forged({
    ...{ clinicId: own, appointmentId: of('event_texts')['appointment_id'] },
    ...{ calendarId: of('event_texts')['calendar_id'], leaseToken: 7 },
  });
  return {
    'clinicCalendars.active': () => clinicCalendars.active(own),
    'clinicCalendars.all': () => clinicCalendars.all(own),
    'clinicCalendars.associate': () => clinicCalendars.associate(own, [], String(tokens['google_sub'])),
    'clinicCalendars.markReachability': () =>
      clinicCalendars.markReachability(own, calendarId, 'unreachable'),
    'clinicCalendars.pauseWrites': () => clinicCalendars.pauseWrites(own, calendarId, now),
    'clinicCalendars.erase': () => clinicCalendars.erase(own),
    'calendarChannels.add': () =>
      stores.calendarChannels.add({
        ...{ channelId: crypto.randomUUID(), clinicId: own, calendarId, tokenDigest: 'x' },
        ...{ expiresAt: now, renewAt: now },
      }),
    'calendarChannels.opened': () =>
      stores.calendarChannels.opened(
        { clinicId: own, channelId: channel, calendarId: String(of('calendar_channels')['calendar_id']) },
        { resourceId: 'x', expiresAt: now, renewAt: now },
      ),
    'calendarChannels.find': 'no clinic: the message names a channel and nobody else',
    'calendarChannels.leave': () => stores.calendarChannels.leave(own),
    'calendarChannels.left': async () => told((await stores.calendarChannels.left(100, own)).length > 0),
    'calendarChannels.remove': () => stores.calendarChannels.remove(own, channel),
    'calendarChannels.postpone': () => stores.calendarChannels.postpone(own, channel, now),
    'calendarFeeds.readWithin': () => stores.calendarFeeds.readWithin(own, fed, -1e9),
    'calendarFeeds.count': 'no clinic: a count of all',
    'calendarFeeds.claim': 'no clinic: the longest due of all',
    'calendarFeeds.msUntilDue': 'no clinic: a time of all',
    'calendarFeeds.readSoon': () => stores.calendarFeeds.readSoon(own),
    'calendarFeeds.settle': () =>
      stores.calendarFeeds.settle(
        { clinicId: own, calendarId: fed, leaseToken: 7, failures: 0, dueSince: now, isChannelDue: false },
        {
          ...{ to: 'read', syncToken: 'x', areDeletionsHeld: true, nextMs: 0 },
          changed: [appointment['id'] as never],
        },
      ),
    'eventTexts.claim': 'no clinic: rotates over all',
    'eventTexts.msUntilDue': 'no clinic: a time of all',
    'eventTexts.aboutToShow': () => stores.eventTexts.aboutToShow(text, 'service'),
    'eventTexts.raise': async () => told(await stores.eventTexts.raise(text, 'service')),
    'eventTexts.settle': async () => told(await stores.eventTexts.settle(text, { to: 'gone' })),
    'eventTexts.forget': () => stores.eventTexts.forget(text),
    'eventTexts.shown': async () =>
      told((await stores.eventTexts.shown(own, of('event_texts')['appointment_id'] as never)).length > 0),
    'eventTexts.calendarsOf': async () =>
      told(
        (await stores.eventTexts.calendarsOf(own, of('event_texts')['appointment_id'] as never)).length > 0,
      ),
    'eventTexts.inWork': () => stores.eventTexts.inWork(own, 9),
    'eventTexts.wakeWaiting': () => stores.eventTexts.wakeWaiting(own),
  };
}
