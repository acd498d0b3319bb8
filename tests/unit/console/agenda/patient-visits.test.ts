import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../../../client/atende-client.ts';
import { readPages, visitsAt } from '../../../../console/src/agenda/patient/patient-visits.ts';

const now = new Date('2026-11-30T12:00:00Z');
const hourMs = 3_600_000;

/** Begins so many hours from now, and takes one. */
const visit = (id: string, hours: number, more: Partial<Appointment> = {}): Appointment => ({
  id,
  state: 'confirmed',
  start: new Date(now.getTime() + hours * hourMs).toISOString(),
  end: new Date(now.getTime() + (hours + 1) * hourMs).toISOString(),
  serviceId: 'c1',
  serviceName: 'Consulta',
  calendarId: 'agenda',
  createdAt: '2026-11-01T12:00:00Z',
  version: 1,
  ...more,
});
const idsOf = ({ visits }: { readonly visits: readonly Appointment[] }) => visits.map(({ id }) => id);
const whole = (items: readonly Appointment[]) => ({ items, isCut: false });
/** As the API answers: a hundred at a time. */
const pagesOf = (all: readonly Appointment[]) => (cursor: string | undefined) => {
  const from = Number(cursor ?? 0);
  const isLast = from + 100 >= all.length;
  return Promise.resolve({
    items: all.slice(from, from + 100),
    nextCursor: isLast ? null : String(from + 100),
  });
};
const many = (count: number, state: Appointment['state']) =>
  Array.from({ length: count }, (_, at) => visit(`${state}-${at}`, at - 2 * count, { state }));

describe('the visits of a patient', () => {
  it('are found behind hundreds that were cancelled or failed', async () => {
    const past = await readPages(
      pagesOf([...many(120, 'cancelled'), ...many(130, 'failed'), visit('last', -3)]),
    );
    const coming = await readPages(pagesOf([...many(250, 'cancelled'), visit('next', 30)]));
    const { next, last } = visitsAt(now, { past, coming });
    expect([idsOf(next), idsOf(last)]).toEqual([['next'], ['last']]);
    expect([next.hasMore, last.hasMore]).toEqual([false, false]);
  });

  it('are the next five and the last five, and it is said when there are more', () => {
    const past = whole([-60, -50, -40, -30, -20, -10].map((hours) => visit(String(hours), hours)));
    const coming = whole([10, 20, 30, 40, 50].map((hours) => visit(String(hours), hours)));
    const { next, last } = visitsAt(now, { past, coming });
    expect(idsOf(next)).toEqual(['10', '20', '30', '40', '50']);
    expect(idsOf(last)).toEqual(['-10', '-20', '-30', '-40', '-50']);
    expect([next.hasMore, last.hasMore]).toEqual([false, true]);
  });

  it('are never said to be none where reading was given up', async () => {
    let asked = 0;
    const endless = await readPages(() => {
      asked += 1;
      return Promise.resolve({ items: many(100, 'cancelled'), nextCursor: 'more' });
    });
    expect(asked).toBe(5);
    expect(visitsAt(now, { past: whole([]), coming: endless }).next).toEqual({ visits: [], hasMore: true });
  });

  it('name what goes on just now once, and the new time alone of what is being moved', () => {
    const going = visit('going', -0.5);
    const moved = visit('new', -4, { state: 'held', requestedAt: now.toISOString(), replaces: 'old' });
    const offered = visit('offered', 5, { state: 'held' });
    const { next, last } = visitsAt(now, {
      past: whole([moved, going]),
      coming: whole([going, offered, visit('old', 8)]),
    });
    expect([idsOf(next), idsOf(last)]).toEqual([['going'], ['new']]);
  });
});
