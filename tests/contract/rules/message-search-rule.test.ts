import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundBy, searchedWords } from '../../../src/domain/inbox/message-search.ts';
import { besideWords } from '../../../src/domain/messaging/messages/beside-words.ts';
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
  await receive(harness, party, aMessage({ text: '', sentAt: new Date() }));
});
afterAll(() => database.drop());

const letters = 'abcçdeéêfghiíjlmnoóõpqrstuúüvxzAÁÂÃÇÉÑÓÚß0189';
const word = fc.oneof(
  fc.constantFrom(
    'consulta',
    'Consultório',
    'AVALIAÇÃO',
    'avaliaça\u0303o',
    'otorrinolaringologista',
    '10h30',
    'dr.',
    'Привет',
    '😀👍🏽',
    'naïve',
    'İstanbul',
  ),
  fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 15 }),
);
const gap = fc.constantFrom(' ', '  ', '\n', ', ', '. ', '-', '/', ' 👍 ', '…', "'");
const text = fc
  .array(fc.tuple(word, gap), { maxLength: 12 })
  .map((parts) => parts.flat().join('').toWellFormed());
/** Most searches are the beginning of something that was said. */
const search = fc.tuple(fc.nat(), fc.nat(20), fc.option(word, { nil: undefined }));
/** What comes beside the text of some messages. */
const besides = fc.oneof(
  fc.constant({}),
  text.map((fileName) => ({ fileName })),
  fc.record({ referral: fc.record({ headline: text, body: text }, { requiredKeys: [] }) }),
);
/** Of this century: what was said long ago is looked for in other stretches than what was said today. */
const daysAgo = fc.constantFrom(0, 1, 29, 31, 90, 400, 3_000);

describe('the search for words', () => {
  it('finds by the index what the rule finds in the texts, whatever they say and however old they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, daysAgo, besides), { maxLength: 8 }),
        search,
        async (said, wish) => {
          const [nth, length, other] = wish;
          const all = said.flatMap(([one, , beside]) =>
            searchedWords(`${one} ${besideWords({ details: beside })}`),
          );
          const begun = all[nth % Math.max(1, all.length)]?.slice(0, 3 + length);
          const words = searchedWords(`${begun ?? ''} ${other ?? ''}`.toWellFormed());
          await database.owner.query('delete from whatsapp_messages_improved');
          const ids = new Map(said.map(([content, , details]) => [harness.ids.next(), { content, details }]));
          await database.owner.query(
            `insert into whatsapp_messages_improved (
             clinic_id, id, conversation_id, direction, origin, type, content, details, sent_at, created_at, status
           )
           select $1, id, $2, 'inbound', 'patient', 'text', content, details, now(), now() - days * interval '1 day', 'received'
           from unnest($3::uuid[], $4::text[], $5::integer[], $6::json[]) as said (id, content, days, details)`,
            [
              party.clinicId,
              party.placement.conversationId,
              [...ids.keys()],
              [...ids.values()].map(({ content }) => content),
              said.map(([, days]) => days),
              [...ids.values()].map(({ details }) => JSON.stringify(details)),
            ],
          );
          const query = { clinicId: party.clinicId, words, limit: 50 };
          const { items: found } = await harness.stores.messageSearch.find(query);
          const expected = [...ids].flatMap(([id, { content, details }]) => {
            const said = { text: content, beside: besideWords({ details }), byClinic: false, changes: [] };
            const excerpt = foundBy(id, said, words);
            return excerpt === undefined ? [] : [[id, excerpt] as const];
          });
          expect(new Map(found.map(({ id, excerpt }) => [id, excerpt]))).toEqual(new Map(expected));
        },
      ),
      { numRuns: 60 },
    );
  });
});
