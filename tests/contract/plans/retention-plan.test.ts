import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresRetention } from '../../../src/adapters/postgres/privacy/retention.ts';
import { openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { ConversationId } from '../../../src/domain/messaging/message.ts';
import { rowsRead } from '../../support/database/rows-read.ts';
import { openTwoClinics, type TwoClinics } from '../../support/database/two-clinics.ts';

const conversations = 600;
const messagesEach = 20;
const limit = 100;

let clinics: TwoClinics;
let [ours, theirs]: ClinicId[] = [];

beforeEach(async () => {
  clinics = await openTwoClinics();
  ({ ours, theirs } = clinics);
});
afterEach(() => clinics.close());

/** Conversations of a clinic with messages of half a year ago. */
const add = (clinic: ClinicId) =>
  clinics.owner.query(
    `with people as (
       insert into contacts (clinic_id, id)
       select $1, gen_random_uuid() from generate_series(1, $2::integer)
       returning id
     ), opened as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_message_at)
       select $1, gen_random_uuid(), '551133330000', id, now() from people
       returning id
     )
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, created_at)
     select $1, gen_random_uuid(), id, 'inbound', 'patient', 'text', 'Olá', '{}', 'received', now(), now() - interval '180 days'
     from opened, generate_series(1, $3::integer)`,
    [clinic, conversations, messagesEach],
  );

/** What a step reads of a program that has just connected. */
async function readBy(
  step: (retention: ReturnType<typeof postgresRetention>) => Promise<unknown>,
  mostVisited?: number,
) {
  const tenants = openTenantPool(
    { url: clinics.url, max: 1, applicationName: 'atende contract' },
    () => undefined,
  );
  const reads = async () =>
    (await rowsRead(clinics.owner, 'whatsapp_messages_improved')) +
    (await rowsRead(clinics.owner, 'whatsapp_conversations_improved'));
  const before = await reads();
  await step(postgresRetention({ system: tenants.connections, tenants } as never, { mostVisited }));
  await tenants.connections.end();
  return (await reads()) - before;
}

describe('a step of retention', () => {
  it.each([
    ['tables that nobody has measured', false, false],
    ['statistics of empty tables', true, false],
    ['statistics of the tables as they are', false, true],
  ])('reads what it deletes and little more, with %s', { timeout: 60_000 }, async (_, early, late) => {
    if (early) await clinics.owner.query('analyze');
    await add(ours!);
    await add(theirs!);
    // as after some changes: no page is known to be seen by all
    await clinics.owner.query('update whatsapp_conversations_improved set unread = 1');
    if (late) await clinics.owner.query('analyze');
    const reads = await readBy((retention) => retention.deleteMessages(ours!, new Date(), limit));
    expect(reads).toBeLessThan(20 * limit);
  });

  it(
    'visits so many conversations at most, and the next one begins behind them',
    { timeout: 60_000 },
    async () => {
      await add(ours!);
      const mostVisited = 200;
      const steps: number[] = [];
      await readBy(async (retention) => {
        for (let from: ConversationId | undefined, isMore = true; isMore; isMore = from !== undefined) {
          const { messages, next } = await retention.deleteMessages(ours!, new Date(), 100_000, from);
          steps.push(messages);
          from = next;
        }
      }, mostVisited);
      expect(steps).toEqual(Array.from({ length: 3 }, () => mostVisited * messagesEach));
    },
  );
});
