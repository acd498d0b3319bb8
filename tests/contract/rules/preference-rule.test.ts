import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replacesPreference } from '../../../src/adapters/postgres/messaging/people/message-preferences.ts';
import {
  lastPreference,
  type MessagePreference,
} from '../../../src/domain/messaging/people/message-preference.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';

let database: ContractDatabase;

beforeAll(async () => {
  database = await openContractDatabase(1);
});
afterAll(() => database.drop());

const preference = fc.record({
  wantsMessages: fc.boolean(),
  at: fc.nat(2).map((n) => new Date(Date.UTC(2026, 2, 1, 8, n))),
  by: fc.constantFrom<MessagePreference['by']>('whatsapp', 'message'),
});
const condition = replacesPreference(
  { at: '$1::timestamptz', wants: '$2::boolean' },
  { at: '$3::timestamptz', wants: '$4::boolean' },
);

describe('the condition of the last preference in SQL', () => {
  it('decides as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(preference, { nil: undefined }), preference, async (known, said) => {
        const { rows } = await database.owner.query(`select ${condition} as replaces`, [
          ...[known?.at, known?.wantsMessages, said.at, said.wantsMessages],
        ]);
        expect(rows).toEqual([{ replaces: lastPreference(known, said) === said }]);
      }),
      { numRuns: 100 },
    );
  });
});
