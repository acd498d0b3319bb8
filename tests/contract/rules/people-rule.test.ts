import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonToPlace } from '../../../src/application/ports/messaging/people.ts';
import type { ContactId, Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import { given } from '../../../src/domain/given.ts';
import { phone } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { memoryHarness } from '../harness/memory-harness.ts';
import { aClinicWithNumber } from '../harness/steps.ts';

// What the store writes in one statement for a whole batch is what the rules say, person after person.

const maybe = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
const aSighting = fc
  .record({
    digits: maybe('5547999990001', '554799990001', '5547988880002', '551133330003'),
    bsuid: maybe('BR.a', 'BR.b', 'BR.c'),
    profileName: maybe('Ana', 'Bia'),
  })
  .filter(({ digits, bsuid }) => digits !== undefined || bsuid !== undefined)
  .map(({ digits, ...rest }): Sighting =>
    given({ phone: digits === undefined ? undefined : phone(digits), ...rest }),
  );
const aPerson = fc.record({
  clinic: fc.nat(1),
  number: fc.nat(1),
  sighting: aSighting,
  change: fc.option(fc.record({ previous: aSighting, current: aSighting }), {
    freq: 5,
    nil: undefined,
  }),
});
const someBatches = fc.array(fc.array(aPerson, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});
type Batches = typeof someBatches extends fc.Arbitrary<infer Value> ? Value : never;

let database: ContractDatabase;
let postgres: Harness;
beforeAll(async () => {
  database = await openContractDatabase(2);
  postgres = await database.harness();
});
afterAll(() => database.drop());

/** Who was placed where, by the order in which they appeared, and what is to be known about each in the end. */
async function placedOn(harness: Harness, batches: Batches) {
  const clinics: PersonToPlace[][] = [];
  for (let n = 0; n < 2; n += 1) {
    const { clinicId, number } = await aClinicWithNumber(harness);
    const second = await harness.addNumber(clinicId, { whatsappNumber: `${number.whatsappNumber}9` });
    clinics.push([number, second].map(({ whatsappNumber }) => ({ clinicId, whatsappNumber, sighting: {} })));
  }
  const seen: string[] = [];
  const label = (id: string) => (seen.includes(id) ? seen.indexOf(id) : seen.push(id) - 1);
  const versions = new Map<string, number>();
  const contacts = new Map<ContactId, PersonToPlace['clinicId']>();
  const placed: unknown[] = [];
  for (const batch of batches) {
    const people = batch.map(({ clinic, number, sighting, change }) => ({
      ...clinics[clinic]![number]!,
      sighting,
      ...given({ change }),
    }));
    const placements = await harness.stores.people.place(people, harness.now());
    for (const [at, placement] of placements.entries()) {
      const { contactId, conversationId, identityVersion } = placement!;
      contacts.set(contactId, people[at]!.clinicId);
      placed.push({
        contact: label(contactId),
        conversation: label(conversationId),
        isDistrusted: identityVersion > (versions.get(conversationId) ?? identityVersion),
      });
    }
    for (const placement of placements) versions.set(placement!.conversationId, placement!.identityVersion);
  }
  const flags: unknown[] = [];
  for (const [contact, clinicId] of contacts)
    flags.push({
      contact: label(contact),
      flags: (await harness.readFlags(clinicId, contact)).toSorted(),
    });
  return { placed, flags };
}

it('people of any batches are placed alike by both stores', async () => {
  await fc.assert(
    fc.asyncProperty(someBatches, async (batches) => {
      const expected = await placedOn(await memoryHarness(), batches);
      expect(await placedOn(postgres, batches)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
