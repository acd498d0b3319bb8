import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterArrival, arrivedAs, placedAt } from '../../../src/domain/messaging/arrival.ts';
import { takesPlaceOfCopy } from '../../../src/domain/messaging/turn.ts';
import type { MessageType } from '../../../src/domain/messaging/message.ts';
import type { MessageOrigin, ReceivedMessage } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aClinicWithNumber, aParty, arrived, policy, type Party } from '../harness/steps.ts';
import { aConversation, anOffset, expectAlike, readStored, store } from './any-conversation.ts';

const origins: readonly MessageOrigin[] = [
  'patient',
  'patient',
  'patient',
  'staff',
  'standby',
  'history',
  'group',
];
const types: readonly MessageType[] = ['text', 'text', 'reaction', 'edit', 'revoke', 'system', 'call'];
const outcomes = ['missed', 'ended'] as const;

const anArrival = fc.record({
  of: fc.nat(1),
  key: fc.nat(5),
  origin: fc.constantFrom(...origins),
  type: fc.constantFrom(...types),
  outcome: fc.constantFrom(...outcomes),
  byClinic: fc.boolean(),
  sentAt: anOffset,
});
type Arrival = typeof anArrival extends fc.Arbitrary<infer Value> ? Value : never;
const aWorld = fc.record({
  conversations: fc.tuple(aConversation, aConversation),
  copies: fc.array(anArrival, { maxLength: 2 }),
  batch: fc.array(anArrival, { minLength: 1, maxLength: 6 }),
});

let database: ContractDatabase;
let harness: Harness;
let parties: readonly Party[];
let runs = 0;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  const clinic = await aClinicWithNumber(harness);
  parties = [
    await aParty(harness, clinic, { bsuid: 'BR.1' }),
    await aParty(harness, clinic, { bsuid: 'BR.2' }),
  ];
});
afterAll(() => database.drop());

const messageOf = (
  { key, origin, type, outcome, byClinic, sentAt }: Arrival,
  now: Date,
): ReceivedMessage => ({
  ...aMessage({
    wamid: `${runs}.${key}`,
    origin,
    type,
    sentAt: new Date(now.getTime() + sentAt),
    ...(type === 'call' && { details: { call: { outcome } } }),
    ...(byClinic && origin !== 'patient' && { sentByClinic: true }),
  }),
  dedupeKey: `${runs}.${key}`,
});

/** What was stored of a batch, and when. */
async function append(arrivals: readonly Arrival[], now: Date) {
  const items = arrivals.map((arrival) => ({
    ...arrival,
    arrived: arrived(harness, parties[arrival.of] as Party, messageOf(arrival, now)),
  }));
  const outcomes = await harness.stores.inbox.append(
    items.map((item) => item.arrived),
    policy,
  );
  const stored = items.filter((_, n) => outcomes[n] === 'stored');
  const { rows } = await database.owner.query<{ at: Date | null }>(
    'select max(created_at) as at from whatsapp_messages_improved where id = any($1)',
    [stored.map((item) => item.arrived.id)],
  );
  return { stored, at: rows[0]?.at ?? now };
}

describe('the statement of ingest', () => {
  it('makes of any conversations what the rule makes of them, whatever arrives at once', async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, async ({ conversations, copies, batch }) => {
        runs += 1;
        const now = new Date();
        const copied = await append(
          copies.map((copy) => ({ ...copy, origin: 'history' as const })),
          now,
        );
        const before = conversations.map((at) => at(now));
        for (const [index, party] of parties.entries()) await store(database.owner, party, before[index]!);

        const { stored, at } = await append(batch, now);

        // messages that take the place of a copy are stored by a statement of their own, after the others
        const copyKeys = new Set(
          [...copied.stored, ...stored.filter(({ origin }) => origin === 'history')].map(({ key }) => key),
        );
        const isMadeLive = ({ key, arrived: { message } }: (typeof stored)[number]) =>
          takesPlaceOfCopy(message) && copyKeys.has(key);
        for (const [index, party] of parties.entries()) {
          const own = stored.filter(({ of }) => of === index);
          const rounds = [own.filter((item) => !isMadeLive(item)), own.filter(isMadeLive)];
          const expected = rounds.reduce(
            (known, round) =>
              round.length === 0
                ? known
                : afterArrival(
                    known,
                    round.map((item) => item.arrived.message),
                    policy,
                    at,
                  ),
            before[index]!,
          );
          expectAlike(await readStored(database.owner, party), expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stores a message as the rule has it: who said it, what is known of it, and where it stands', async () => {
    await fc.assert(
      fc.asyncProperty(anArrival, async (arrival) => {
        runs += 1;
        const now = new Date();
        const { stored } = await append([{ ...arrival, key: 0 }], now);
        const { id, message } = stored[0]!.arrived;
        const { rows } = await database.owner.query<{ direction: string; status: string; at: Date }>(
          'select direction, status, created_at as at from whatsapp_messages_improved where id = $1',
          [id],
        );
        const [{ at, ...as }] = rows as [(typeof rows)[number]];
        expect(as).toEqual(arrivedAs(message));
        expect(Math.abs(at.getTime() - placedAt(message, now).getTime())).toBeLessThan(1_000);
      }),
      { numRuns: 40 },
    );
  });
});
