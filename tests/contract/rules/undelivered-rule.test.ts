import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboundStatuses } from '../../../src/domain/messaging/delivery-status.ts';
import { undelivered } from '../../../src/domain/messaging/sending/undelivered.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, receive, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
  await receive(harness, party, aMessage({ sentAt: new Date() }));
});
afterAll(() => database.drop());

const hours = 3_600_000;
const said = fc.record({
  status: fc.oneof(fc.constant('failed' as const), fc.constantFrom(...outboundStatuses)),
  // the rule looks back for 168 hours; the second between two looks at the clock decides nothing
  failedHoursAgo: fc.option(fc.constantFrom(1, 100, 167, 169, 300), { nil: undefined }),
  code: fc.option(fc.constantFrom('131026', 'outcome-unknown'), { nil: undefined }),
  class: fc.constantFrom('final', 'needs-template'),
  /** Several are often written at once. */
  minute: fc.nat(3),
});

describe('the mark of what was not delivered', () => {
  it('is the same in SQL and in the rule, whatever was said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 6 }), async (all) => {
        const now = Date.now();
        const rows = all
          .map(({ failedHoursAgo, minute, ...row }) => ({
            ...row,
            id: harness.ids.next(),
            at: new Date(now - (1_000 - minute) * 60_000),
            failed: failedHoursAgo === undefined ? undefined : new Date(now - failedHoursAgo * hours),
          }))
          .sort((a, b) => Number(a.at) - Number(b.at) || (a.id < b.id ? -1 : 1));
        await database.owner.query(`delete from whatsapp_messages_improved where direction = 'outbound'`);
        for (const { id, status, at, failed, code, class: errorClass } of rows)
          await database.owner.query(
            `insert into whatsapp_messages_improved (
               clinic_id, id, conversation_id, direction, origin, type, content, payload, sent_at, created_at, epoch, status,
               failed_at, error_code, error_class
             )
             values ($1, $2, $3, 'outbound', 'assistant', 'text', '', '{}', $4, $4, 0, $5, $6, $7, $8)`,
            [party.clinicId, id, party.placement.conversationId, at, status, failed, code, errorClass],
          );
        const view = await harness.stores.conversations.get(party.clinicId, party.placement.conversationId);
        const expected = undelivered(
          rows.map(({ status, failed, code, class: errorClass }) => ({
            status,
            ...(code !== undefined && { error: { code, class: errorClass } }),
            ...(code === undefined &&
              errorClass === 'needs-template' && { error: { code: '', class: errorClass } }),
            times: { ...(failed && { failed }) },
          })),
          new Date(),
        );
        const { errorCode } = expected ?? {};
        expect(view?.undelivered).toEqual(
          expected && { at: expected.at, ...(errorCode ? { errorCode } : {}) },
        );
      }),
      { numRuns: 200 },
    );
  });
});
