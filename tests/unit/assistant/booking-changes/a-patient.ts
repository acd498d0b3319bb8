import { anAppointment, bookingTalk } from '../booking-talk.ts';

export const free = ['2026-11-26 08:00', '2026-11-27 10:00', '2026-12-02 14:30', '2026-12-03 08:00'].map(
  (at) => ({ at }),
);

/** A patient with these appointments; by default one, on Monday 30 November at 9:00. */
export function patient(...appointments: ReturnType<typeof anAppointment>[]) {
  const talk = bookingTalk({ free });
  const all = appointments.length > 0 ? appointments : [anAppointment(1, '2026-11-30 09:00')];
  for (const one of all) talk.add(one);
  return talk;
}

export const stateOf = (talk: ReturnType<typeof bookingTalk>, n: number) =>
  talk.appointments.find(({ id }) => id === anAppointment(n, '2026-11-30 09:00').id)?.state;
