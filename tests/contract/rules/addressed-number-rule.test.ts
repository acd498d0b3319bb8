import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressedNumber } from '../../../src/adapters/postgres/clinic/addressed-number.ts';
import { addressedNumber as addressed } from '../../../src/domain/clinic/addressed-number.ts';
import { clinicId, type ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { given } from '../../../src/domain/given.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

/** Mobiles with and without the ninth digit, numbers that have one form only, and foreign ones that look alike. */
const digits = fc.constantFrom(
  ...['5547999990000', '554799990000', '5547988887777', '554788887777', '551140001111', '5511940001111'],
  ...['554769990000', '5547969990000', '5547959990000', '351999990000', '15479999900'],
) as fc.Arbitrary<PhoneDigits>;
const id = fc.option(fc.constantFrom('pn-1', 'pn-2', 'pn-3'), { nil: undefined });
const registered = fc
  .uniqueArray(fc.record({ whatsappNumber: digits, phoneNumberId: id }), {
    selector: ({ whatsappNumber }) => whatsappNumber,
    maxLength: 6,
  })
  .map((numbers) =>
    numbers.filter(
      ({ phoneNumberId }, n) =>
        phoneNumberId === undefined ||
        numbers.findIndex((other) => other.phoneNumberId === phoneNumberId) === n,
    ),
  );
const anItem = fc.record({ phoneNumberId: id, displayNumber: fc.option(digits, { nil: undefined }) });

describe('the query for the number that an item was sent to', () => {
  it('finds what the rule finds', async () => {
    const clinic = await harness.addClinic();
    const statement = `select whatsapp_number from (${addressedNumber({ id: '$1::text', digits: '$2::text' })}) as found`;
    await fc.assert(
      fc.asyncProperty(
        registered,
        fc.array(anItem, { minLength: 1, maxLength: 5 }),
        async (numbers, items) => {
          await database.owner.query('delete from clinic_whatsapp_numbers');
          for (const { whatsappNumber, phoneNumberId } of numbers)
            await database.owner.query(
              'insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id) values ($1, $2, $3)',
              [clinic, whatsappNumber, phoneNumberId],
            );
          const rows = numbers.map((number) => ({
            number: { clinicId: clinicId(clinic), ...given(number) } as ClinicNumber,
          }));
          for (const item of items) {
            const found = await database.owner.query<{ whatsapp_number: string }>(statement, [
              item.phoneNumberId,
              item.displayNumber,
            ]);
            const expected = addressed(rows, given(item))?.number.whatsappNumber;
            expect(found.rows.map((row) => row.whatsapp_number)).toEqual(
              expected === undefined ? [] : [expected],
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
