import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { covers, erasureId, mergedKey, type ErasedKey } from '../../../src/domain/privacy/erasure.ts';
import {
  isVisitOf as isVisitOfInSql,
  reasonWithoutPerson as reasonInSql,
} from '../../../src/adapters/postgres/privacy/erase-person.ts';
import { given } from '../../../src/domain/given.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { isVisitOf } from '../../../src/domain/privacy/of-person.ts';
import { reasonWithoutPerson } from '../../../src/domain/privacy/without-person.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

describe('the statement of an erasure', () => {
  it('leaves of a reason what the rule leaves of it, and finds the same visits', async () => {
    const maybe = fc.constantFrom('1', '2', undefined);
    const reason = fc.option(fc.constantFrom('by-team', 'by-team: Ana ligou', ':', '', 'a:b:c'), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(reason, maybe, maybe, async (said, contact, conversation) => {
        const { rows } = await database.owner.query(
          `select ${reasonInSql('reason')} as reason, ${isVisitOfInSql(`array['1']`, `array['2']`)} is true as is_theirs
           from (select $1::text as reason, $2::text as contact_id, $3::text as conversation_id) as visit`,
          [said, contact, conversation],
        );
        const person = {
          contacts: new Set([contactId('1')]),
          conversations: new Set([conversationId('2')]),
        };
        const visit = given({
          contactId: contact === undefined ? undefined : contactId(contact),
          conversationId: conversation === undefined ? undefined : conversationId(conversation),
        });
        expect(rows).toEqual([
          {
            reason: said === undefined ? null : reasonWithoutPerson(said),
            is_theirs: isVisitOf(person, visit),
          },
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

const at = fc.nat(9).map((n) => new Date(Date.UTC(2026, 2, 1 + n)));
const until = fc.option(at, { nil: undefined });

describe('the statements about erased keys', () => {
  it('cover and merge as the rules do, for ever included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(until, until), { minLength: 1, maxLength: 3 }),
        at,
        async (times, sentAt) => {
          const clinicId = await harness.addClinic();
          const { erasedKeys } = harness.stores;
          const key = harness.ids.next();
          const erased = times.map(([coversUntil, keepUntil]): ErasedKey => ({
            key,
            ...(coversUntil && { coversUntil }),
            ...(keepUntil && { keepUntil }),
          }));
          for (const each of erased)
            await erasedKeys.remember([{ clinicId, id: erasureId(harness.ids.next()), keys: [each] }]);

          const merged = erased.reduce(mergedKey);
          expect(await erasedKeys.cover([{ clinicId, keys: [key], sentAt }])).toEqual([
            covers(merged, sentAt),
          ]);
          const now = new Date(Date.UTC(2026, 2, 5, 12));
          const isOver = merged.keepUntil !== undefined && merged.keepUntil < now;
          expect(await erasedKeys.forget(now, 100)).toBe(isOver ? 1 : 0);
          await database.owner.query('delete from erased_keys');
        },
      ),
      { numRuns: 60 },
    );
  });
});
