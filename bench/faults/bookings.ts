import { setTimeout as pause } from 'node:timers/promises';
import { professionals, type bookingClinic } from '../bookings/clinic.ts';
import type { Random } from '../chaos/seeded.ts';

type Clinic = Awaited<ReturnType<typeof bookingClinic.open>>;
const dayMs = 86_400_000;

/** Three bookings a second, each for a time of its own. */
export function bookSteadily(clinic: Clinic, random: Random) {
  const state = { isOver: false };
  const bookings: ReturnType<Clinic['book']>[] = [];
  const going = (async () => {
    const first = Math.ceil(Date.now() / dayMs) * dayMs + dayMs;
    for (let n = 0; !state.isOver; n += 1) {
      const start = new Date(first + Math.floor(n / professionals.length) * 40 * 60_000);
      const professionalId = professionals[n % professionals.length] ?? '';
      bookings.push(clinic.book(n, { start, professionalId }, random));
      await pause(350);
    }
  })();
  return {
    /** How many were accepted, once all are answered. */
    async stop(): Promise<number> {
      state.isOver = true;
      await going;
      const answers = await Promise.all(bookings);
      return answers.filter(({ status }) => status === 201).length;
    },
  };
}
