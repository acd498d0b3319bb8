import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfferedSlots } from '../../../src/domain/scheduling/offered-slots.ts';
import { SlotTaken } from '../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { ProfessionalNotFound } from '../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { isDeep } from '../../support/depth.ts';
import { schedulingWorld } from '../../support/worlds/scheduling-world.ts';
import type { AnyClinic, AnyVisit } from './a-clinic.ts';
import { anyClinic, nothingOwn } from './any-clinic.ts';
import { localDay } from './brute-force.ts';
import { offersByBruteForce, type Offers } from './offers-by-brute-force.ts';
import { plusDays, plusMinutes } from './questions.ts';
import { documentOf } from './written-clinic.ts';

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
      ...(owner !== undefined && { professionalId: owner }),
      accessRole: use === 'busy-only' ? 'freeBusyReader' : 'writer',
      reachability: use === 'refused' ? 'not-writable' : 'reachable',
    })),
  );
  const taken: { visit: AnyVisit; appointment: ReturnType<typeof anAppointment> }[] = [];
  for (const visit of clinic.visits) {
    const { buffers: bufferMinutes, serviceId, professionalId, roomId, state, calendarId, slot } = visit;
    const appointment = anAppointment({ ids: db.ids, now: () => now }, clinicId, {
      ...{ state, serviceId, calendarId, slot, bufferMinutes },
      ...(professionalId !== undefined && { professionalId }),
      ...(roomId !== undefined && { roomId }),
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
  const { professionalId, window, fresh, limit } = asked;
  return world.findAvailability({
    ...{ clinicId: world.clinicId, serviceId: 'visit' },
    ...('start' in window
      ? { from: window.start, to: window.end }
      : { from: window[0] as never, to: window[1] as never }),
    ...(professionalId !== undefined && { professionalId }),
    ...(moving !== undefined && { moving }),
    ...(fresh && { fresh }),
    ...(limit !== undefined && { limit }),
  });
}

const owners = ['lia', 'otto'] as const;
/**
 * Two people with a calendar each, which all can be read: it is the rules that decide. Asked for the two days that most of
 * the visits are on.
 */
const ofClearCalendars: fc.Arbitrary<AnyClinic> = anyClinic.map((clinic) => {
  const calendars = owners.map((owner, n) => ({
    ...clinic.calendars[n % clinic.calendars.length]!,
    ...({ calendarId: `${owner}@calendars.example`, owner, use: 'bookable', answer: 'known' } as const),
  }));
  const firstDay = localDay(clinic.timeZone, plusMinutes(clinic.now, 1_000));
  const nobody = { week: undefined, minutes: undefined, rules: nothingOwn, absences: [] };
  return {
    ...clinic,
    calendars,
    professionals: owners.map((id, n) => ({ ...(clinic.professionals[n] ?? nobody), id, isOff: false })),
    service: { ...clinic.service, names: [] },
    visits: clinic.visits.map((visit, n) => ({
      ...visit,
      professionalId: owners[n % 2],
      // or it was left in a calendar that the clinic does not have any more
      calendarId: visit.calendarId.startsWith('c1') ? 'former@example' : calendars[n % 2]!.calendarId,
    })),
    asked: { ...clinic.asked, limit: undefined, window: [firstDay, plusDays(firstDay, 1)] as const },
  };
});

const noLimits = { day: undefined, week: undefined };
const open = [
  { opens: 480, closes: 720 },
  { opens: 780, closes: 1_140 },
];
/** They need the same room for every visit, and little else is in the way. */
const ofOneRoom: fc.Arbitrary<AnyClinic> = ofClearCalendars.map((clinic) => ({
  ...clinic,
  ...{ rooms: ['r1'], holidays: [], closures: [], publicHolidays: undefined },
  ...{ noticeMinutes: 0, horizonDays: 14, limits: { ...noLimits, each: noLimits } },
  week: Array<typeof open>(7).fill(open),
  service: { ...clinic.service, rules: nothingOwn, each: noLimits },
  professionals: owners.map((id) => ({
    ...{ id, isOff: false, week: undefined, minutes: undefined, rules: nothingOwn, absences: [] },
  })),
  visits: clinic.visits.map((visit) => ({ ...visit, roomId: 'r1' })),
  asked: { ...clinic.asked, professionalId: undefined },
}));

const shown = ({ slots, unknownCalendars }: OfferedSlots): Offers => ({
  slots: slots.map(
    ({ slot, professionalId, calendarId }) =>
      `${slot.start.toISOString()} ${professionalId ?? '-'} ${calendarId}`,
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
          await expect(answer).rejects.toThrow(ProfessionalNotFound);
          return;
        }
        expect(shown(await answer)).toEqual(expected);
        met.slots += expected.slots.length;
        if (built.moving !== undefined && expected.slots.length > 0) met.moving += 1;
        for (const word of ['unknown', 'unassigned', 'not-writable'] as const)
          if (expected.unknown.some((named) => named.endsWith(word))) met[word] += 1;
      }),
      { numRuns: isDeep ? 400 : 130 },
    );
    // it met what it is about
    expect(met.slots).toBeGreaterThan(isDeep ? 50 : 15);
    expect(
      Math.min(met.unknown, met.unassigned, met['not-writable'], met.moving, met.nobody),
    ).toBeGreaterThan(isDeep ? 5 : 1);
  }, 60_000);

  it('keep every rule of the clinic, its services and its people', async () => {
    let slots = 0;
    await fc.assert(
      fc.asyncProperty(ofClearCalendars, async (clinic) => {
        const built = await build(clinic);
        const expected = offersByBruteForce(clinic, built.book);
        expect(shown(await ask(clinic, built))).toEqual(expected);
        slots += expected?.slots.length ?? 0;
      }),
      { numRuns: isDeep ? 150 : 50 },
    );
    expect(slots).toBeGreaterThan(isDeep ? 1_000 : 300);
  }, 120_000);

  it('are none while the room that the service takes has another visit, whoever treats them there', async () => {
    let inTheRoom = 0;
    await fc.assert(
      fc.asyncProperty(ofOneRoom, async (clinic) => {
        const built = await build(clinic);
        const expected = offersByBruteForce(clinic, built.book);
        expect(shown(await ask(clinic, built))).toEqual(expected);
        const elsewhere = offersByBruteForce({ ...clinic, rooms: [] }, built.book);
        if (elsewhere?.slots.length !== expected?.slots.length) inTheRoom += 1;
      }),
      { numRuns: isDeep ? 60 : 20 },
    );
    expect(inTheRoom).toBeGreaterThan(isDeep ? 10 : 3);
  }, 60_000);
});
