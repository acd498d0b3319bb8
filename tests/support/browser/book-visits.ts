import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from 'playwright-core';

const daysAhead = 14;
const roomForTwo = 6;
const dayOf = (start: string) => start.slice(0, 10);

/**
 * Books two visits with the demo clinic's dermatologist that follow each other on one day, nobody's. Where the demo's own
 * visits are depends on the day of the week. The times are the clinic's, as 08:30.
 *
 * @param place the address of the agenda, of which the clinic is taken
 */
export async function bookTwoOfOneDay(
  request: APIRequestContext,
  place: string,
): Promise<{ readonly day: string; readonly times: readonly [string, string] }> {
  const { origin } = new URL(place);
  const visit = {
    clinicId: /\/c\/([^/]+)/.exec(place)?.[1] ?? '',
    serviceId: 'consulta-dermato',
    professionalId: 'lara',
  };
  const free = async (): Promise<readonly string[]> => {
    const now = Date.now();
    const from = new Date(now).toISOString();
    const to = new Date(now + daysAhead * 86_400_000).toISOString();
    const answer = await request.get(`${origin}/api/google/availability`, { params: { ...visit, from, to } });
    const { slots } = (await answer.json()) as { slots: readonly { start: string }[] };
    return slots.map(({ start }) => start);
  };
  const book = async (start: string | undefined): Promise<string> => {
    const headers = { origin, 'idempotency-key': randomUUID() };
    const booked = await request.post(`${origin}/api/appointments`, { data: { ...visit, start }, headers });
    if (!booked.ok()) throw new Error(`It was not booked: ${booked.status()} ${await booked.text()}`);
    return new Date(start ?? '').toLocaleTimeString('pt-BR', {
      timeStyle: 'short',
      timeZone: 'America/Sao_Paulo',
    });
  };
  const starts = await free();
  const first = starts.find((start, at) => dayOf(starts[at + roomForTwo - 1] ?? '') === dayOf(start)) ?? '';
  const one = await book(first);
  const two = await book((await free()).find((start) => dayOf(start) === dayOf(first)));
  return { day: dayOf(first), times: [one, two] };
}
