import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import {
  endsStop,
  notStopped,
  stopSends,
  stopSources,
  type ResumeProof,
} from '../../../src/domain/messaging/sending/send-stop.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aClinicWithNumber } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;
let number: Pick<ClinicNumber, 'clinicId' | 'whatsappNumber'>;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  const { clinicId, whatsappNumber } = (await aClinicWithNumber(harness)).number;
  number = { clinicId, whatsappNumber };
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
  it('stop and resume a number as the rule does, whatever follows on what', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { maxLength: 8 }), async (events) => {
        const { outbox } = harness.stores;
        await outbox.resumeNumbers([{ which: number, proof: { by: 'news' } }]);
        let known = notStopped;
        for (const event of events) {
          if ('stop' in event) {
            const { by, at: now } = event.stop;
            known = stopSends(known, by, now);
            const stopped = await outbox.stopNumbers(number, { by, reason: 'Token expired' }, now);
            expect(stopped).toEqual([{ ...number, count: known.count }]);
          } else {
            const ends = endsStop(known, event.proof);
            const resumed = await outbox.resumeNumbers([{ which: number, proof: event.proof }]);
            expect(resumed).toEqual(ends ? [number] : []);
            if (ends) known = notStopped;
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});
