import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { ClaimedSend } from '../../../src/application/ports/messaging/outbox.ts';
import type { Settlement } from '../../../src/domain/messaging/delivery.ts';
import type { DeliveryStatus } from '../../../src/domain/messaging/delivery-status.ts';
import type { Harness } from '../harness/harness.ts';
import { leaseMs, type Party } from '../harness/steps.ts';
import { aStatus } from '../../support/builders/a-status.ts';

/** Two messages of one conversation; the second may only go when the first is settled. */
type Message = {
  status: string;
  dueAt: number | undefined;
  leaseUntil: number | undefined;
  token: number;
  attempts: number;
  /** Its wamid is known. */
  isNamed: boolean;
  known: Set<DeliveryStatus>;
};
type Held = { readonly send: ClaimedSend; readonly at: number; readonly token: number };
export type Model = { now: number; messages: Message[]; held: Held[] };
type Real = { readonly harness: Harness; readonly party: Party };
type Command = fc.AsyncCommand<Model, Real>;

const command = (name: string, run: Command['run'], check: Command['check'] = () => true): Command => ({
  check,
  run,
  toString: () => name,
});
const isOpen = ({ status }: Message) => ['queued', 'sending', 'unknown'].includes(status);
const weight = [
  'queued',
  'sending',
  'unknown',
  'cancelled',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
];

const timePasses = (ms: number) =>
  command(`${ms / 1_000} s pass`, async (m, { harness }) => {
    await harness.passTime(ms);
    m.now += ms;
  });

const workerClaims = command('a worker claims', async (m, { harness }) => {
  const claims = await harness.stores.outbox.claim(5, leaseMs);
  const at = m.messages.findIndex(isOpen);
  const first = m.messages[at];
  const due =
    first?.dueAt !== undefined &&
    first.dueAt <= m.now &&
    (first.leaseUntil === undefined || first.leaseUntil <= m.now);
  expect(claims.map(({ content, found }) => [content.body, found])).toEqual(
    due ? [[`m${at}`, first.status]] : [],
  );
  if (!due) return;
  Object.assign(first, { status: 'sending', leaseUntil: m.now + leaseMs, token: first.token + 1 });
  m.held.push({ send: claims[0] as ClaimedSend, at, token: first.token });
});

type Ending = 'accepted' | 'retry' | 'unknown' | 'failed' | 'cancelled' | 'simulated';
const newStatus = {
  accepted: 'accepted',
  retry: 'queued',
  unknown: 'unknown',
  failed: 'failed',
  cancelled: 'cancelled',
  simulated: 'accepted',
};

function settlementOf(ending: Ending, now: Date, at: number): Settlement {
  const soon = new Date(now.getTime() + 20_000);
  switch (ending) {
    case 'accepted':
      return { to: ending, metaMessageId: `wamid.m${at}` };
    case 'retry':
      return { to: ending, at: soon, isAttempt: true };
    case 'unknown':
      return { to: ending, until: soon, isAttempt: true };
    case 'failed':
      return { to: ending, failure: { class: 'final', code: '1', detail: 'no' } };
    case 'cancelled':
      return { to: ending, reason: 'overtaken-by-human' };
    case 'simulated':
      return { to: ending };
  }
}

const workerSettles = (pick: number, ending: Ending) =>
  command(
    `worker ${pick} settles: ${ending}`,
    async (m, { harness }) => {
      const { send, at, token } = m.held[pick % m.held.length] as Held;
      const message = m.messages[at] as Message;
      const valid = message.token === token && message.leaseUntil !== undefined;
      const now = harness.now();
      // that WhatsApp has it is a fact, whoever has the lease
      const isLateFact = !valid && ending === 'accepted' && !message.isNamed;
      const settled = await harness.stores.outbox.settle(send, settlementOf(ending, now, at), now);
      expect(settled).toBe(valid || isLateFact);
      if (isLateFact) {
        Object.assign(message, { isNamed: true, dueAt: undefined });
        if (['queued', 'sending', 'unknown'].includes(message.status)) message.status = 'accepted';
      }
      if (!valid) return;
      if (ending === 'accepted') message.isNamed = true;
      message.leaseUntil = undefined;
      if (['accepted', 'retry', 'unknown', 'failed'].includes(ending)) message.attempts += 1;
      if (message.status !== 'sending') return;
      message.status = newStatus[ending];
      message.dueAt = ending === 'retry' || ending === 'unknown' ? m.now + 20_000 : undefined;
    },
    (m) => m.held.length > 0,
  );

const statusArrives = (pick: number, word: DeliveryStatus) =>
  command(
    `Meta says ${word}`,
    async (m, { harness, party: { clinicId } }) => {
      const { send, at } = m.held[pick % m.held.length] as Held;
      const message = m.messages[at] as Message;
      const status = aStatus(word, { metaMessageId: `wamid.m${at}`, outboundId: send.messageId });
      const [outcome] = await harness.stores.deliveryLog.record([{ clinicId, status }]);
      expect(outcome?.settledUnknown).toBe(message.status === 'unknown');
      // a failure that we stated ourselves has its time already
      if (word !== 'failed') expect(outcome?.outcome).toBe(message.known.has(word) ? 'old' : 'recorded');
      message.known.add(word);
      message.isNamed = true;
      message.dueAt = undefined;
      if (weight.indexOf(word) > weight.indexOf(message.status)) message.status = word;
    },
    (m) => m.held.length > 0,
  );

const somebodyLooks = command('somebody looks', async (m, { harness, party }) => {
  const rows = (await harness.readMessages(party.clinicId)).filter(
    ({ direction }) => direction === 'outbound',
  );
  expect(rows.map(({ status, attempts, scheduled }) => ({ status, attempts, scheduled }))).toEqual(
    m.messages.map(({ status, attempts, dueAt }) => ({ status, attempts, scheduled: dueAt !== undefined })),
  );
});

const endings = fc.constantFrom<Ending>('accepted', 'retry', 'unknown', 'failed', 'cancelled', 'simulated');
const words = fc.constantFrom<DeliveryStatus>('sent', 'delivered', 'read', 'failed');

export const deliveryCommands = fc.commands(
  [
    fc.constant(workerClaims),
    fc.constant(workerClaims),
    fc.constantFrom(5_000, 21_000, 31_000).map(timePasses),
    fc.tuple(fc.nat(4), endings).map(([pick, ending]) => workerSettles(pick, ending)),
    fc.tuple(fc.nat(4), words).map(([pick, word]) => statusArrives(pick, word)),
    fc.constant(somebodyLooks),
  ],
  { maxCommands: 40, size: 'max' },
);

export const newModel = (): Model => ({
  now: 0,
  messages: [0, 1].map(() => ({
    status: 'queued',
    dueAt: 0,
    leaseUntil: undefined,
    token: 0,
    attempts: 0,
    isNamed: false,
    known: new Set(),
  })),
  held: [],
});
