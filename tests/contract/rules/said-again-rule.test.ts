import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saidAgain } from '../../../src/domain/messaging/sending/said-again.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

/** Every column holds something, so that whatever is copied can be told from what begins anew. */
const fullRow = {
  direction: 'outbound',
  origin: 'human',
  type: 'template',
  content: 'as a template',
  payload: { type: 'text', body: 'as written' },
  sent_as: { type: 'template', body: 'as a template' },
  choice: { kind: 'x' },
  details: { fileName: 'a.pdf' },
  about_meta_message_id: 'w-about',
  quotes_meta_message_id: 'w-quoted',
  about_kind: 'cancelled',
  about_appointment_id: '00000000-0000-7000-8000-000000000001',
  request_id: 'r',
  trace_id: 't',
  sent_by: 'user:bia',
  epoch: 3,
  error_code: '131047',
  error_class: 'needs-template',
  error_detail: 'closed',
  status: 'failed',
  status_rank: 9,
  meta_message_id: 'w-1',
  dedupe_key: '00000000-0000-7000-8000-000000000002',
  turn_id: '00000000-0000-7000-8000-000000000003',
  turn_position: 2,
  merge_id: '00000000-0000-7000-8000-000000000004',
  awaits_turn: true,
  lease_token: 7,
  attempts: 2,
  resends: 1,
  ...Object.fromEntries(
    [
      ...['sent_at', 'created_at', 'next_attempt_at', 'lease_until', 'accepted_at', 'status_sent_at'],
      ...['delivered_at', 'read_at', 'played_at', 'failed_at'],
    ].map((column) => [column, '2026-03-02T12:00:00+00:00']),
  ),
};

/** How the columns are called that the rule speaks of in its own words. */
const columns: Readonly<Record<keyof ReturnType<typeof saidAgain>, readonly string[]>> = {
  status: ['status', 'status_rank'],
  type: ['type'],
  text: ['content'],
  sentAs: ['sent_as'],
  sentAt: ['sent_at'],
  createdAt: ['created_at'],
  metaMessageId: ['meta_message_id'],
  turnId: ['turn_id', 'turn_position'],
  mergeId: ['merge_id'],
  awaitsTurn: ['awaits_turn'],
  nextAttemptAt: ['next_attempt_at'],
  leaseUntil: ['lease_until'],
  leaseToken: ['lease_token'],
  attempts: ['attempts'],
  resends: ['resends'],
  times: ['accepted_at', 'status_sent_at', 'delivered_at', 'read_at', 'played_at', 'failed_at'],
};

describe('the statement that says a message again', () => {
  it('begins anew what the rule begins anew, and copies every other column', async () => {
    const { clinicId, placement } = await aParty(harness);
    const [failed, again] = [messageId(harness.ids.next()), messageId(harness.ids.next())];
    const whole = { ...fullRow, clinic_id: clinicId, id: failed, conversation_id: placement.conversationId };
    await database.owner.query(
      `insert into whatsapp_messages_improved
       select * from jsonb_populate_record(null::whatsapp_messages_improved, $1)`,
      [JSON.stringify(whole)],
    );
    await harness.stores.windowWaits.sayAgain(clinicId, failed, again);

    const read = async (id: string) => {
      const { rows } = await database.owner.query<{ row: Record<string, unknown> }>(
        'select to_jsonb(m) as row from whatsapp_messages_improved as m where id = $1',
        [id],
      );
      return rows[0]!.row;
    };
    const [before, after] = [await read(failed), await read(again)];
    expect(Object.entries(before).filter(([, value]) => value === null)).toEqual([]);
    const changed = Object.keys(before).filter(
      (column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]),
    );
    expect(new Set(changed)).toEqual(new Set([...Object.values(columns).flat(), 'id', 'dedupe_key']));
    const content = { type: 'text', body: 'as written' } as const;
    const expected = saidAgain({ type: 'template', text: 'as a template', content }, new Date());
    for (const [name, value] of Object.entries(expected))
      if (!(value instanceof Date))
        for (const column of columns[name as keyof typeof columns].slice(0, name === 'times' ? 0 : 1))
          expect([column, after[column]]).toEqual([column, value ?? null]);
    for (const column of [...columns.times, 'turn_position']) expect(after[column]).toBeNull();
  });
});
