import { expect } from 'vitest';
import { occupied, type Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { slotPhrase } from '../../../../src/domain/patient-messages/slot-phrases.ts';
import { overlaps } from '../../../../src/domain/scheduling/time-slot.ts';
import { lia, otto, room } from '../../../support/worlds/scheduling-world.ts';
import type { TroubledWorld } from '../troubled-world.ts';

const timeZone = 'America/Sao_Paulo';

/** What the patient was told last of each visit. */
const toldOf = (world: TroubledWorld, { id }: Appointment) =>
  world.db.messages.filter(
    ({ origin, about }) => origin === 'notice' && about?.kind !== 'reopening' && about?.appointmentId === id,
  );

/**
 * Whether the clinic can know of an event there: in a calendar that it has, or to which it was written. What somebody moves
 * to any other one has left the clinic, and nobody reads a calendar that the clinic has given up, when something is taken
 * out of its bin.
 */
async function knownEvents({ stores, clinicId, google, takenOutOfBins }: TroubledWorld) {
  const all = await stores.clinicCalendars.all(clinicId);
  const own = new Map(all.map(({ calendarId, isActive }) => [calendarId, isActive]));
  const written = new Set(
    google.calls.filter(({ call }) => call === 'insert').map((call) => `${call.calendarId} ${call.eventId}`),
  );
  return (calendarId: string, eventId: string) => {
    const event = `${calendarId} ${eventId}`;
    if (own.get(calendarId) === true) return true;
    return (own.has(calendarId) || written.has(event)) && !takenOutOfBins.has(event);
  };
}

export async function check(world: TroubledWorld): Promise<void> {
  const isKnown = await knownEvents(world);
  const book = [...world.db.book.appointments.values()].map(({ appointment }) => appointment);
  const confirmed = book.filter(({ state }) => state === 'confirmed');
  const place = (calendarId: string, slot: Appointment['slot'] | undefined) =>
    `${calendarId} ${slot?.start.toISOString() ?? ''} ${slot?.end.toISOString() ?? ''}`;
  const inGoogle = [lia, otto, room].flatMap((calendarId) =>
    world.google
      .events(calendarId)
      .filter(({ eventId }) => isKnown(calendarId, eventId))
      .map(({ eventId, slot }) => `${eventId} ${place(calendarId, slot)}`),
  );
  const inBook = confirmed.map((visit) => `${eventIdOf(visit)} ${place(visit.calendarId, visit.slot)}`);
  // book = Google
  expect(inGoogle.sort()).toEqual(inBook.sort());
  // no double booking
  for (const one of confirmed)
    for (const other of confirmed)
      if (
        one.id < other.id &&
        (one.calendarId === other.calendarId || one.professionalId === other.professionalId)
      )
        expect(overlaps(occupied(one), occupied(other))).toBe(false);
  // = what the patient knows, told once
  for (const visit of book) {
    const told = toldOf(world, visit).filter(({ about }) => !about!.kind.startsWith('waiting'));
    const last = told.at(-1);
    told.slice(1).forEach((message, n) => expect(message.text).not.toBe(told[n]!.text));
    if (visit.state === 'confirmed') {
      expect(last?.about?.kind).toMatch(/^(confirmed|moved|moved-by-clinic)$/);
      expect(last?.text).toContain(slotPhrase(visit.slot.start, timeZone));
    }
    if (visit.state === 'cancelled' && visit.reason === 'by-calendar')
      expect([undefined, 'cancelled']).toContain(last?.about?.kind);
    if (visit.state === 'cancelled' && visit.reason === 'by-clinic')
      expect(last?.about?.kind).toBe('cancelled');
  }
}
