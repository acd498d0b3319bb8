import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import {
  endsStop,
  notStopped,
  stopSends,
  stopSources,
  type ResumeProof,
} from '../../../src/domain/messaging/send-stop.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;
let clinicId: ClinicId;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  clinicId = await harness.addClinic();
});
afterAll(() => database.drop());

const at = fc.nat(400).map((n) => new Date(Date.UTC(2026, 2, 2, 12, n, 0)));
const aStop = fc.record({ by: fc.constantFrom(...stopSources), at });
const aProof: fc.Arbitrary<ResumeProof> = fc.oneof(
  fc.record({ by: fc.constantFrom('accepted' as const, 'sent' as const), at }),
  fc.constant({ by: 'news' as const }),
);
const anEvent = fc.oneof(
  aStop.map((stop) => ({ stop })),
  aProof.map((proof) => ({ proof })),
);

describe('the statements about stopped sends', () => {
  it('stop and resume a clinic as the rule does, whatever follows on what', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { maxLength: 8 }), async (events) => {
        const { outbox } = harness.stores;
        await outbox.resumeClinics([{ clinicId, proof: { by: 'news' } }]);
        let known = notStopped;
        for (const event of events) {
          if ('stop' in event) {
            const { by, at: now } = event.stop;
            known = stopSends(known, by, now);
            expect(await outbox.stopClinic(clinicId, { by, reason: 'Token expired' }, now)).toBe(known.count);
          } else {
            const ends = endsStop(known, event.proof);
            const resumed = await outbox.resumeClinics([{ clinicId, proof: event.proof }]);
            expect(resumed).toEqual(ends ? [clinicId] : []);
            if (ends) known = notStopped;
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});
