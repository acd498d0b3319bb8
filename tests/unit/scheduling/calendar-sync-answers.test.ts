import { describe, expect, it } from 'vitest';
import type { SyncCommand } from '../../../src/domain/scheduling/calendar-sync/commands.ts';
import { begin, next, type SyncAnswer } from '../../../src/domain/scheduling/calendar-sync/next.ts';
import {
  after,
  afterFailure,
  aSyncTask,
  cancelledTask,
  hour,
  inWords,
  moment,
  now,
  written,
} from '../../support/builders/a-sync-task.ts';

const requested = aSyncTask();
const last = { attempts: requested.policy.maxAttempts - 1 };
const inRoom = { otherCalendars: ['room'] };
const paused = { writesResumeAt: new Date(now.getTime() + hour) };
const pauseIsOver = { writesResumeAt: new Date(now.getTime() - 1) };
const impatient = { appointment: { requestedAt: new Date(now.getTime() - 3 * hour) } };
const longOver = { now: new Date('2027-03-02T09:30:01Z'), random: 0.5 };

const conflict = 'failed event-conflict (calendar-failure) +people-needed';

describe('what else is known changes the answer:', () => {
  const withOwn = { ...requested, written: written(requested, false) };
  it.each<[string, string, string]>([
    ['a taken time may be taken by the own event', after('check-time', 'taken', withOwn), 'find-late-event'],
    [
      'nothing is written during a pause',
      after('check-time', 'free', aSyncTask(paused)),
      'again in 3900 s (waiting-for-hours)',
    ],
    [
      'nobody waits for a pause beyond the visit',
      after('check-time', 'free', aSyncTask({ writesResumeAt: requested.appointment.slot.start })),
      'failed calendar-usage-limit (calendar-failure) +people-needed',
    ],
    [
      'nothing is removed during a pause',
      inWords(begin({ ...cancelledTask(), ...paused }, moment)),
      'again in 3600 s',
    ],
    [
      'a write after a pause ends it',
      after('insert-event', 'inserted', aSyncTask(pauseIsOver)),
      'check-that-event-may-stay +writes-possible',
    ],
    [
      'so does a removal',
      after('delete-event', 'removed', { ...cancelledTask(), ...pauseIsOver }),
      'removed +writes-possible',
    ],
    [
      'an event that was seen is not believed to be gone',
      after('delete-event', 'gone', cancelledTask()),
      'check-calendar',
    ],
    [
      'other calendars are asked before confirming',
      after('check-that-event-may-stay', 'yes', aSyncTask(inRoom)),
      'check-other-calendars',
    ],
    [
      'a rival is waited for three times',
      after('check-that-event-may-stay', 'unclear', aSyncTask({ attempts: 3 })),
      'check-leaving-events',
    ],
    [
      'so is an event that Google does not show',
      after('check-that-event-may-stay', 'not-shown', aSyncTask({ attempts: 3, ...inRoom })),
      'check-other-calendars',
    ],
    [
      'a move is confirmed as a move',
      after(
        'check-that-event-may-stay',
        'yes',
        aSyncTask({ appointment: { replaces: requested.appointment.id } }),
      ),
      'confirmed (moved) +access-works',
    ],
    ['the last attempt gives an event up', after('find-earlier-event', 'deleted', aSyncTask(last)), conflict],
    [
      'the last attempt gives a time up',
      after('check-leaving-events', 'some', aSyncTask(last)),
      'failed calendar-busy (slot-taken)',
    ],
    [
      'a leaving event is waited for as long as a pause lasts',
      after('check-leaving-events', 'some', aSyncTask({ ...last, ...paused })),
      'again in 3900 s (waiting-for-hours)',
    ],
    [
      'the patient is notified once',
      afterFailure('check-time', 'no-access', aSyncTask({ notifiedOfDelay: true })),
      'again in 300 s +access-missing',
    ],
    [
      'patience ends while calls fail',
      afterFailure('check-time', 'passing-failure', aSyncTask(impatient)),
      'failed calendar-unavailable (calendar-failure) +people-needed',
    ],
    [
      'patience ends without access',
      afterFailure('check-time', 'no-access', aSyncTask(impatient)),
      'failed no-calendar-access (calendar-failure) +access-missing +people-needed',
    ],
    [
      'the hours of a pause do not use up patience',
      afterFailure('check-time', 'passing-failure', aSyncTask({ ...impatient, ...pauseIsOver })),
      'again in 0.75 s, counted (waiting)',
    ],
  ])('%s', (_, answer, expected) => {
    expect(answer).toBe(expected);
  });

  it.each([
    'passing-failure',
    'usage-limit',
    'no-access',
    'installation-refused',
    'not-writable',
    'not-found',
  ] as const)('a day after a cancelled visit its event is left behind (%s)', (seen) => {
    expect(afterFailure('delete-event', seen, cancelledTask(), longOver)).toMatch(
      /^removed .*\+event-left-behind$/,
    );
  });

  it('Google’s own wait is kept', () => {
    const seen = { seen: 'passing-failure', reason: 'because', retryAfterMs: 90_000 } as const;
    expect(inWords(next('insert-event', requested, seen, moment))).toBe('again in 90 s, counted (waiting)');
  });

  it('a human goes on with a failed booking only where there is a conversation', () => {
    const { conversationId, ...appointment } = requested.appointment;
    expect(conversationId).toBeDefined();
    const nowhere = { ...requested, appointment };
    const [talking, silent] = [requested, nowhere].map((task) =>
      next('find-earlier-event', task, { seen: 'foreign' }, moment),
    );
    const humanUntil = new Date(now.getTime() + requested.policy.humanQuietMs);
    expect(talking).toMatchObject({ result: { humanUntil } });
    expect(silent).not.toHaveProperty('result.humanUntil');
  });
});

describe('a command', () => {
  const commandOf = (answer: SyncAnswer): SyncCommand | undefined =>
    'result' in answer ? undefined : answer.command;
  const { appointment } = requested;
  const { calendarId, slot } = appointment;

  it('is about the event that a live appointment should have', () => {
    const event = { calendarId, slot, eventId: 'a1g1' };
    const other = { ...requested, written: { ...event, eventId: 'a1g0', isSeen: true } };
    expect(commandOf(next('check-time', other, { seen: 'free' }, moment))).toEqual({
      do: 'record-event',
      event,
    });
  });

  it('is about the event that an ended appointment may still have', () => {
    const old = { calendarId: 'old', slot, eventId: 'a1g0', isSeen: false };
    const task = { ...cancelledTask(), written: old };
    expect(commandOf(begin(task, moment))).toEqual({ do: 'insert-event', event: old });
  });

  it('asks about the visit with its buffers, in all calendars that count, as if what it replaces were gone', () => {
    const more = { bufferMinutes: { before: 5, after: 10 }, replaces: appointment.id };
    expect(commandOf(begin(aSyncTask({ ...inRoom, appointment: more }), moment))).toEqual({
      do: 'ask-free-busy',
      calendarIds: [calendarId, 'room'],
      window: { start: new Date('2027-03-01T08:55:00Z'), end: new Date('2027-03-01T09:40:00Z') },
      replaced: appointment.id,
    });
  });
});
