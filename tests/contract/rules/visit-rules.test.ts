import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movedEpoch as movedEpochInSql } from '../../../src/adapters/postgres/messaging/sending/overtaken.ts';
import { leavesCalendar as leavesInSql } from '../../../src/adapters/postgres/scheduling/appointment-rows.ts';
import { movedEpoch } from '../../../src/domain/messaging/people/merge-conversations.ts';
import { leavesCalendar, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { isStillTheirs, isUnsettled } from '../../../src/domain/scheduling/visits/patient-visits.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, leaseMs, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
});
afterAll(() => database.drop());

const hours = fc.constantFrom(-30, -3, -1, 2, 40);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const aVisit = fc.record({
  state: fc.constantFrom<Appointment['state']>('held', 'held', 'confirmed', 'cancelled', 'failed'),
  starts: hours,
  requested: fc.boolean(),
  holdExpires: maybe(hours),
  isWritten: fc.boolean(),
  isNewsPending: fc.boolean(),
  isAskedAbout: fc.boolean(),
});
type Visit = typeof aVisit extends fc.Arbitrary<infer Value> ? Value : never;

/** Half an hour within a day of its own, so that none keeps another away. */
async function store(visit: Visit, now: number, more: Partial<Appointment> = {}): Promise<Appointment> {
  const at = (n: number) => new Date(now + n * 3_600_000);
  const start = at(visit.starts);
  const appointment: { -readonly [Key in keyof Appointment]: Appointment[Key] } = {
    ...anAppointment(harness, party.clinicId, {
      contactId: party.placement.contactId,
      slot: { start, end: new Date(start.getTime() + 1_800_000) },
      calendarId: harness.ids.next(),
      ...(visit.requested && { requestedAt: at(-50) }),
      ...more,
    }),
    state: visit.state,
    ...(visit.isAskedAbout && { askedAbout: 'deletion' }),
  };
  if (visit.holdExpires === undefined) delete appointment.holdExpiresAt;
  else appointment.holdExpiresAt = at(visit.holdExpires);
  const { slot } = appointment;
  await database.owner.query(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, hold_expires_at, service_id, service_name, calendar_id, starts_at,
       ends_at, during, contact_id, replaces, asked_about, tell_at, told_start, told_live, written_event_id
     )
     values ($1, $2, $3, $4, $5, $6, 's', 'S', $7, $8, $9, tstzrange($8, $9), $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[party.clinicId, appointment.id, appointment.seriesId, appointment.state],
      ...[appointment.requestedAt, appointment.holdExpiresAt],
      ...[appointment.calendarId, slot.start, slot.end, appointment.contactId, appointment.replaces],
      ...[appointment.askedAbout, visit.isNewsPending ? at(1) : undefined],
      ...(visit.isNewsPending ? [slot.start, true] : [undefined, undefined]),
      visit.isWritten ? 'e' : undefined,
    ],
  );
  return appointment;
}

describe('the statements about visits', () => {
  it('bring as a patient’s what the rule calls still theirs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aVisit, { maxLength: 4 }), async (visits) => {
        await database.owner.query('delete from appointments');
        const now = Date.now();
        const stored = [];
        for (const visit of visits) stored.push(await store(visit, now));
        const { clinicId, placement } = party;
        const found = await harness.stores.appointments.ofContact(
          clinicId,
          placement.contactId,
          new Date(now),
        );
        const expected = stored.filter((visit) => isStillTheirs(visit, new Date(now)));
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
      }),
      { numRuns: 80 },
    );
  });

  it('call unsettled what the rule calls so, and see which event leaves its calendar', async () => {
    await fc.assert(
      fc.asyncProperty(aVisit, maybe(aVisit), async (visit, move) => {
        await database.owner.query('delete from appointments');
        const now = Date.now();
        const first = await store({ ...visit, state: 'confirmed', starts: 40 }, now);
        const series = [first];
        if (move !== undefined)
          series.push(
            await store({ ...move, starts: 2 }, now, { replaces: first.id, seriesId: first.seriesId }),
          );
        await database.owner.query('update appointments set remind_at = now() where id = $1', [first.id]);
        await database.owner.query('update appointments set remind_at = null where id <> $1', [first.id]);
        const claimed = await harness.stores.reminders.claim(5, leaseMs);
        const { isNewsPending } = visit;
        expect(claimed.map(({ isUnsettled: is }) => is)).toEqual([
          isUnsettled({ visit: first, isNewsPending, series }),
        ]);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(aVisit, async (visit) => {
        const { rows } = await database.owner.query(
          `select ${leavesInSql('a')} as leaves from (select $1::text as state, $2::text as written_event_id) as a`,
          [visit.state, visit.isWritten ? 'e' : null],
        );
        expect(rows).toEqual([{ leaves: leavesCalendar(visit, visit.isWritten ? 'e' : undefined) }]);
      }),
      { numRuns: 20 },
    );
  });

  it('move the epoch of a message as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(maybe(fc.nat(4)), fc.nat(4), fc.nat(4), async (epoch, from, current) => {
        const { rows } = await database.owner.query(
          `select ${movedEpochInSql('$1::integer', '$2::integer', '$3::integer')} as epoch`,
          [epoch, from, current],
        );
        expect(rows).toEqual([{ epoch: movedEpoch(epoch, { epoch: from }, current) }]);
      }),
      { numRuns: 60 },
    );
  });
});
