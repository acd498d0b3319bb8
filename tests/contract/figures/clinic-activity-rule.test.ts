import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localTime } from '../../../src/domain/clinic/local-time.ts';
import { totalOf } from '../../../src/domain/figures/clinic-figures.ts';
import { figurePeriods, figureSpan, type FigureSpan } from '../../../src/domain/figures/figure-spans.ts';
import { freedNoticeMs, isFreedTime } from '../../../src/domain/figures/freed-times.ts';
import type { Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { memoryHarness } from '../harness/memory-harness.ts';
import { aParty, receive } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

const hourMs = 3_600_000;
/** Days on which the clocks of the zone are set forward or back, at midnight or in the night. */
const changes = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Santiago', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['America/Havana', '2026-11-01'],
  ['Europe/Lisbon', '2026-03-29'],
  ['Asia/Kolkata', '2026-06-01'],
  ['America/Sao_Paulo', '2026-06-01'],
] as const;
const aPeriod = fc
  .record({
    change: fc.constantFrom(...changes),
    period: fc.constantFrom(...figurePeriods),
    /** Since the change. */
    hours: fc.integer({ min: 0, max: 60 }),
    minutes: fc.nat(59),
  })
  .map(({ change: [zone, day], period, hours, minutes }) => {
    const now = new Date(Date.parse(`${day}T00:00:00Z`) + hours * hourMs + minutes * 60_000);
    return { zone, period, now, span: figureSpan(period, zone, now) };
  });

/** Shortly around the beginning of an hour or day, or anywhere. */
const aMoment = fc.record({ place: fc.nat(), ms: fc.constantFrom(-1, 0, 1, 59_999, 1_800_000, hourMs) });
const momentOf = ({ place, ms }: { place: number; ms: number }, { starts }: FigureSpan) =>
  new Date((starts[place % starts.length]?.getTime() ?? 0) + ms);

async function stored(moments: readonly Date[], now: Date) {
  const party = await aParty(harness);
  const { clinicId, placement } = party;
  await database.owner.query(
    'update whatsapp_conversations_improved set last_message_at = $3 where clinic_id = $1 and id = $2',
    [clinicId, placement.conversationId, now],
  );
  await database.owner.query(
    `insert into whatsapp_messages_improved (clinic_id, id, conversation_id, direction, origin, type, content, status, sent_at,
       created_at)
     select $1, gen_random_uuid(), $2, 'inbound', 'patient', 'text', 'oi', 'received', at, at
     from unnest($3::timestamptz[]) as at`,
    [clinicId, placement.conversationId, moments],
  );
  return { clinicId, store: harness.stores.clinicActivity };
}

async function inMemory(moments: readonly Date[]) {
  const memory = await memoryHarness();
  const party = await aParty(memory);
  for (const at of moments) {
    await memory.passTime(at.getTime() - memory.now().getTime());
    await receive(memory, party, aMessage({ sentAt: memory.now() }));
  }
  return { clinicId: party.clinicId, store: memory.stores.clinicActivity };
}

describe('the figures of hours and days', () => {
  it('are those of the clinic’s clocks in both stores, also where the clocks change', async () => {
    await fc.assert(
      fc.asyncProperty(aPeriod, fc.array(aMoment, { maxLength: 20 }), async (asked, wished) => {
        const { zone, period, now, span } = asked;
        const moments = wished
          .map((wish) => momentOf(wish, span))
          .filter((at) => at <= now && at >= new Date('2026-03-02T12:00:00Z'))
          .sort((a, b) => a.getTime() - b.getTime());
        const since = span.starts[0] ?? now;
        const dayOf = (at: Date) => localTime(zone, at).date;
        const hourOf = (at: Date) => String(Math.floor((at.getTime() - since.getTime()) / hourMs));
        const nameOf = period === '24h' ? hourOf : dayOf;
        const expected = span.starts.map((start) => ({
          start,
          received: moments.filter((at) => at >= since && nameOf(at) === nameOf(start)).length,
        }));
        for (const { clinicId, store } of [await stored(moments, now), await inMemory(moments)]) {
          const { points } = await store.figures(clinicId, span, 100);
          expect(points.map(({ start, received }) => ({ start, received }))).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('count as freed what the rule calls a freed time', async () => {
    const now = new Date('2026-06-10T12:00:00Z');
    const span = figureSpan('7d', 'America/Sao_Paulo', now);
    const aVisit = fc.record({
      state: fc.constantFrom<Appointment['state']>('confirmed', 'cancelled', 'cancelled', 'failed'),
      noticeMs: fc.option(fc.constantFrom(-1, 0, freedNoticeMs - 1, freedNoticeMs, 10 * freedNoticeMs)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(aVisit, { maxLength: 6 }), async (wished) => {
        const clinicId = await harness.addClinic();
        const visits = wished.map(({ state, noticeMs }, n) => {
          const start = new Date(now.getTime() + n * hourMs);
          return {
            ...anAppointment(harness, clinicId, { slot: { start, end: new Date(start.getTime() + 60_000) } }),
            ...{ state, ...(noticeMs !== null && { givenBackAt: new Date(start.getTime() - noticeMs) }) },
          };
        });
        for (const { id, state, slot, givenBackAt } of visits)
          await database.owner.query(
            `insert into appointments (clinic_id, id, series_id, state, service_id, service_name, calendar_id, starts_at,
               ends_at, during, given_back_at)
             values ($1, $2, $2, $3, 's', 'S', $7, $4, $5, tstzrange($4, $5), $6)`,
            [clinicId, id, state, slot.start, slot.end, givenBackAt, id],
          );
        const { points } = await harness.stores.clinicActivity.figures(clinicId, span, 100);
        expect(totalOf(points).freedTimes).toBe(visits.filter(isFreedTime).length);
      }),
      { numRuns: 40 },
    );
  });
});
