import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appointmentId,
  keepsAway,
  SlotTaken,
  type Appointment,
} from '../../../src/domain/scheduling/appointment.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

const quarter = (n: number) => new Date(Date.UTC(2027, 2, 1, 9, n * 15, 0));
const aVisit = fc.record({
  from: fc.nat(12),
  quarters: fc.integer({ min: 1, max: 4 }),
  before: fc.constantFrom(0, 10, 15),
  after: fc.constantFrom(0, 5, 15),
  calendar: fc.constantFrom('lia', 'lia', 'rui'),
  isCancelled: fc.boolean(),
});

describe('the exclusion constraint of appointments', () => {
  it('keeps away exactly what the rule keeps away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aVisit, { minLength: 2, maxLength: 8 }), async (visits) => {
        const clinicId = await harness.addClinic();
        const { appointments } = harness.stores;
        const kept: Appointment[] = [];
        for (const { from, quarters, before, after, calendar, isCancelled } of visits) {
          const appointment = anAppointment(harness, clinicId, {
            id: appointmentId(harness.ids.next()),
            slot: { start: quarter(from), end: quarter(from + quarters) },
            bufferMinutes: { before, after },
            calendarId: calendar,
          });
          const isFree = !kept.some((other) => keepsAway(other, appointment));
          const taken = appointments.apply(clinicId, [{ change: 'hold', appointment }]);
          if (!isFree) {
            await expect(taken).rejects.toBeInstanceOf(SlotTaken);
            continue;
          }
          await taken;
          const cancel = {
            change: 'cancel',
            appointmentId: appointment.id,
            reason: 'test',
            at: quarter(0),
          } as const;
          kept.push((isCancelled ? await appointments.apply(clinicId, [cancel]) : [appointment])[0]!);
        }
      }),
      { numRuns: 50 },
    );
  });
});
