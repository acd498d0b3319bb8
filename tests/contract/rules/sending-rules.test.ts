import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOvertaken } from '../../../src/domain/messaging/conversation.ts';
import { isOverlooked, windowWaitIsOver } from '../../../src/domain/messaging/customer-service-window.ts';
import { outboundStatuses, type OutboundStatus } from '../../../src/domain/messaging/delivery-status.ts';
import { holdsBack } from '../../../src/domain/messaging/outbound-decision.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, leaseMs, type Party } from '../harness/steps.ts';
import { aConversation, store } from './any-conversation.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
});
beforeEach(() => database.owner.query('delete from whatsapp_messages_improved'));
afterAll(() => database.drop());

const status = fc.constantFrom<OutboundStatus>(
  'queued',
  'sending',
  'unknown',
  'waiting',
  ...outboundStatuses,
);
const hours = fc.constantFrom<number>(-50, -30, -2, -1, 1, 5);
const aSaying = fc.record({
  status,
  kind: fc.constantFrom('reminder', 'cancelled', undefined),
  due: fc.option(hours, { nil: undefined }),
  errorClass: fc.constantFrom('needs-template', 'transient', undefined),
  attempts: fc.nat(6),
  written: fc.constantFrom(-60, -20, -1.5),
  origin: fc.constantFrom('assistant', 'human', 'notice'),
  epoch: fc.nat(2),
});
type Saying = typeof aSaying extends fc.Arbitrary<infer Value> ? Value : never;

const inHours = (now: number, n: number | undefined) =>
  n === undefined ? undefined : new Date(now + n * 3_600_000);
const timed = (said: Saying, now: number) => ({
  ...said,
  about: said.kind === undefined ? undefined : { kind: said.kind },
  error: said.errorClass === undefined ? undefined : { class: said.errorClass },
  nextAttemptAt: inHours(now, said.due),
  createdAt: inHours(now, said.written)!,
});

async function insert(said: ReturnType<typeof timed>): Promise<string> {
  const id = harness.ids.next();
  await database.owner.query(
    `insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, type, content, payload, sent_at, created_at, epoch, status,
       next_attempt_at, about_kind, about_appointment_id, error_class, attempts
     )
     values ($1, $2, $3, 'outbound', $4, 'text', '', '{"type":"text","body":""}', now(), $5, $6, $7, $8, $9, $2, $10, $11)`,
    [
      ...[party.clinicId, id, party.placement.conversationId, said.origin, said.createdAt, said.epoch],
      ...[said.status, said.nextAttemptAt, said.kind, said.errorClass, said.attempts],
    ],
  );
  return id;
}

describe('the statements about what is sent', () => {
  it('offer a message that is due where nothing older holds it back, and see who overtook it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aSaying, { maxLength: 3 }),
        aSaying,
        fc.nat(2),
        async (older, last, epoch) => {
          await database.owner.query('delete from whatsapp_messages_improved');
          await database.owner.query('update whatsapp_conversations_improved set epoch = $1', [epoch]);
          const now = Date.now();
          // none of the older ones is due itself
          const before = older.map((said) => timed({ ...said, due: said.due && Math.abs(said.due) }, now));
          for (const said of before) await insert({ ...said, createdAt: new Date(now - 9_000_000) });
          const due = timed({ ...last, status: 'queued', due: -1 }, now);
          const id = await insert({ ...due, createdAt: new Date(now) });
          const claimed = await harness.stores.outbox.claim(5, leaseMs);
          const isHeld = before.some((said) => holdsBack(said, new Date(now)));
          expect(claimed.map(({ messageId, overtaken }) => [messageId, overtaken])).toEqual(
            isHeld ? [] : [[id, isOvertaken(due, { epoch })]],
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('end the wait for the window when the rule says that nothing waits', async () => {
    await fc.assert(
      fc.asyncProperty(aConversation, fc.array(aSaying, { maxLength: 3 }), async (at, said) => {
        await database.owner.query('delete from whatsapp_messages_improved');
        const now = new Date();
        const conversation = at(now);
        await store(database.owner, party, conversation);
        const messages = said.map((each) => timed(each, now.getTime()));
        for (const message of messages) await insert(message);
        const { clinicId, placement } = party;
        expect(await harness.stores.windowWaits.end(clinicId, placement.conversationId)).toBe(
          windowWaitIsOver(conversation, messages),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('find what was overlooked as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(aSaying, fc.constantFrom<OutboundStatus>('waiting', 'waiting', 'queued')), {
          maxLength: 4,
        }),
        fc.constantFrom(-50, -2, -1, undefined),
        async (said, written) => {
          await database.owner.query('delete from whatsapp_messages_improved');
          const now = Date.now();
          const lastPatientMessageAt = inHours(now, written);
          await database.owner.query(
            'update whatsapp_conversations_improved set last_patient_message_at = $1',
            [lastPatientMessageAt],
          );
          const messages = said.map(([each, status]) => timed({ ...each, status }, now));
          for (const message of messages) await insert(message);
          const openSince = new Date(now - 24 * 3_600_000);
          const overlooked = messages.filter((each) => isOverlooked(each, lastPatientMessageAt, openSince));
          expect(await harness.stores.outbox.queueOverlooked(openSince, 9)).toBe(overlooked.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
