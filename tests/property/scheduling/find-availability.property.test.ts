import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfferedSlots } from '../../../src/domain/scheduling/offered-slots.ts';
import { SlotTaken } from '../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { PractitionerNotFound } from '../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { schedulingWorld } from '../../support/worlds/scheduling-world.ts';
import { anyClinic, documentOf, type AnyClinic, type AnyVisit } from './any-clinic.ts';
import { offersByBruteForce, type Offers } from './offers-by-brute-force.ts';

/** The clinic as it stands in memory, and those of its visits that the book has taken. */
async function build(clinic: AnyClinic) {
  const { timeZone, now } = clinic;
  const world = await schedulingWorld({ timeZone, now, contextualization: documentOf(clinic) });
  const { clinicId, google, shared, stores, db } = world;
  for (const calendar of clinic.calendars) {
    const { calendarId, use, answer } = calendar;
    google.addCalendar({
      ...{ calendarId, timeZone: calendar.timeZone },
      accessRole: use === 'bookable' ? 'writer' : 'reader',
    });
    for (const [n, { isTransparent, ...slot }] of calendar.events.entries())
      google.addEvent(calendarId, { eventId: `event${n}`, slot, isTransparent });
    for (const [first, end] of calendar.wholeDays)
      google.addEvent(calendarId, { eventId: `days${first}`, days: [first, end] as never });
    if (answer === 'silent') google.silenceCalendar(calendarId);
  }
  await stores.clinicCalendars.associate(
    clinicId,
    clinic.calendars.map(({ calendarId, owner, use }) => ({
      ...{ ...shared, calendarId },
      ...(owner !== undefined && { practitionerId: owner }),
      accessRole: use === 'busy-only' ? 'freeBusyReader' : 'writer',
      reachability: use === 'refused' ? 'not-writable' : 'reachable',
    })),
  );
  const taken: { visit: AnyVisit; appointment: ReturnType<typeof anAppointment> }[] = [];
  for (const visit of clinic.visits) {
    const { buffers: bufferMinutes, practitionerId, state, calendarId, slot } = visit;
    const appointment = anAppointment({ ids: db.ids, now: () => now }, clinicId, {
      ...{ state, calendarId, slot, bufferMinutes },
      ...(practitionerId !== undefined && { practitionerId }),
      ...(state === 'confirmed' && { requestedAt: now }),
    });
    try {
      await stores.appointments.apply(clinicId, [{ change: 'hold', appointment }]);
    } catch (error) {
      if (!(error instanceof SlotTaken)) throw error;
      continue;
    }
    taken.push({ visit, appointment });
    if (state === 'confirmed')
      google.addEvent(calendarId, { eventId: eventIdOf(appointment), slot, appointmentId: appointment.id });
  }
  for (const { calendarId, answer } of clinic.calendars)
    if (answer === 'removed') google.removeCalendar(calendarId);
  const movable = taken.filter(({ visit }) => visit.state === 'confirmed');
  const { moving } = clinic.asked;
  const moved = moving === undefined ? undefined : movable[moving % Math.max(1, movable.length)];
  const others = taken.map(({ visit }) => visit).filter((visit) => visit !== moved?.visit);
  return { world, moving: moved?.appointment.id, book: { others, moved: moved?.visit } };
}

async function ask({ asked }: AnyClinic, { world, moving }: Awaited<ReturnType<typeof build>>) {
  const { practitionerId, window, fresh, limit } = asked;
  return world.findAvailability({
    ...{ clinicId: world.clinicId, serviceId: 'visit' },
    ...('start' in window
      ? { from: window.start, to: window.end }
      : { from: window[0] as never, to: window[1] as never }),
    ...(practitionerId !== undefined && { practitionerId }),
    ...(moving !== undefined && { moving }),
    ...(fresh && { fresh }),
    ...(limit !== undefined && { limit }),
  });
}

const shown = ({ slots, unknownCalendars }: OfferedSlots): Offers => ({
  slots: slots.map(
    ({ slot, practitionerId, calendarId }) =>
      `${slot.start.toISOString()} ${practitionerId ?? '-'} ${calendarId}`,
  ),
  unknown: unknownCalendars.map(({ calendarId, why = 'unknown' }) => `${calendarId} ${why}`),
});

describe('the free times of any clinic', () => {
  it('are those that keep clear of every calendar that counts and of our own book, and no others', async () => {
    const met = { slots: 0, unknown: 0, unassigned: 0, 'not-writable': 0, moving: 0, nobody: 0 };
    await fc.assert(
      fc.asyncProperty(anyClinic, async (clinic) => {
        const built = await build(clinic);
        const expected = offersByBruteForce(clinic, built.book);
        const answer = ask(clinic, built);
        if (expected === undefined) {
          met.nobody += 1;
          await expect(answer).rejects.toThrow(PractitionerNotFound);
          return;
        }
        expect(shown(await answer)).toEqual(expected);
        met.slots += expected.slots.length;
        if (built.moving !== undefined && expected.slots.length > 0) met.moving += 1;
        for (const word of ['unknown', 'unassigned', 'not-writable'] as const)
          if (expected.unknown.some((named) => named.endsWith(word))) met[word] += 1;
      }),
      { numRuns: 400 },
    );
    // it met what it is about
    expect(met.slots).toBeGreaterThan(300);
    expect(
      Math.min(met.unknown, met.unassigned, met['not-writable'], met.moving, met.nobody),
    ).toBeGreaterThan(5);
  }, 60_000);
});
