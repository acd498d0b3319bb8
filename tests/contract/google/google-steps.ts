import { onTestFinished } from 'vitest';
import type { CalendarEvent } from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { slot } from '../../support/builders/an-appointment.ts';
import type { CalendarWish, GoogleHarness, MakeGoogle } from './google-harness.ts';

export const lia = 'lia@calendars.example';

export const event = (wish: Partial<CalendarEvent> = {}): CalendarEvent => ({
  eventId: 'abc0123',
  appointmentId: 'appointment-1',
  clinicId: 'clinic-1',
  slot: slot('12:00', '12:30'),
  timeZone: 'America/Sao_Paulo',
  title: 'Horário reservado',
  ...wish,
});
export const date = (text: string) => text as LocalDate;

/** For the running test, with these calendars; with the one of Lia unless told otherwise. */
export async function open(make: MakeGoogle, ...calendars: CalendarWish[]): Promise<GoogleHarness> {
  const google = await make(calendars.length === 0 ? [{ id: lia }] : calendars);
  onTestFinished(() => google.close());
  return google;
}

export const busy = (
  { calendar, token }: GoogleHarness,
  ids: readonly string[] = [lia],
  window = slot('00:00', '23:59'),
) => calendar.busy(token, ids, window);
