import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMessages } from '../../../support/database/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';

let database: TestDatabase;
let owner: pg.Client;
let clinic: ClinicId;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) values ('Clínica Aurora') returning id`,
  );
  clinic = clinicId(rows[0]!.id);
});

/** Of the clinic's messages, whether what is kept of each is what it says; and what is kept of no message. */
async function kept() {
  const { rows } = await owner.query<{ right: number; wrong: number; stray: number }>(
    `select
       count(*) filter (where w.keys = word_keys(m.clinic_id, m.created_at, m.content, m.details))::integer as right,
       count(*) filter (
         where coalesce(w.keys, '{}') is distinct from word_keys(m.clinic_id, m.created_at, m.content, m.details)
       )::integer as wrong,
       count(*) filter (where m.id is null)::integer as stray
     from (select * from whatsapp_messages_improved where clinic_id = $1) as m
     full join (select * from message_words where clinic_id = $1) as w
       on w.message_id = m.id and w.created_at = m.created_at`,
    [clinic],
  );
  return rows[0];
}

const ofClinic = (change: string) => owner.query(`${change} where clinic_id = $1`, [clinic]);

describe('the words that messages are found by', () => {
  test('come with the message', async () => {
    await addMessages(owner, clinic, 5);
    expect(await kept()).toEqual({ right: 5, wrong: 0, stray: 0 });
  });

  test.each([
    ['what it says', `update whatsapp_messages_improved set content = 'queria outra coisa'`],
    ['its id', 'update whatsapp_messages_improved set id = gen_random_uuid()'],
    ['its time', `update whatsapp_messages_improved set created_at = created_at - interval '90 days'`],
    ['the name of its file', `update whatsapp_messages_improved set details = '{"fileName": "exame.pdf"}'`],
  ])('follow when %s changes', async (_, change) => {
    await addMessages(owner, clinic, 5);
    await ofClinic(change);
    expect(await kept()).toEqual({ right: 5, wrong: 0, stray: 0 });
  });

  test('are not written again when it is sent and told about', async () => {
    await addMessages(owner, clinic, 5);
    const places = async () => {
      const { rows } = await owner.query<{ place: string }>(
        `select ctid::text || xmin::text as place from message_words where clinic_id = $1`,
        [clinic],
      );
      return rows;
    };
    const before = await places();
    await ofClinic(`update whatsapp_messages_improved set status = 'read', read_at = now(), attempts = 1`);
    expect(await places()).toEqual(before);
  });

  test.each([
    ['is erased', 'delete from whatsapp_messages_improved'],
    ['says nothing any more', `update whatsapp_messages_improved set content = '', details = null`],
  ])('go when it %s', async (_, change) => {
    await addMessages(owner, clinic, 5);
    await ofClinic(change);
    const { rowCount } = await owner.query('select from message_words where clinic_id = $1', [clinic]);
    expect(rowCount).toBe(0);
  });
});

test.each([
  ['an accented text', `'Olá, é amanhã?'`, 'null'],
  ['a text with a file', `'a consulta'`, `'{"fileName": "exame.pdf"}'`],
  ['a file without a text', 'null', `'{"fileName": "exame.pdf"}'`],
  ['nothing', 'null', 'null'],
  // the last word that is looked at ends in the middle
  ['a text longer than is looked at', `repeat('palavra ', 1023) || 'fronteira alheia'`, 'null'],
])('the keys of %s are those of how its words begin', async (_, content, details) => {
  const { rows } = await owner.query<{ same: boolean }>(
    `select keys @> expected and keys <@ expected as same
     from (
       select word_keys($1, now(), ${content}, ${details}::json) as keys,
         array(
           select word_key($1, search_period(now()), left(word, letters))
           from regexp_split_to_table(
             translate(lower(left(concat_ws(E'\\n', ${content}::text, words_beside(${details}::json)), 8192)), 'áéã', 'aea'),
             '[^[:alnum:]]+'
           ) as word
           join unnest(array[3, 5, 8]) as letters on letters <= length(word)
         ) as expected
     ) as compared`,
    [clinic],
  );
  expect(rows[0]?.same).toBe(true);
});
