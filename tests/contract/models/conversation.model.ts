import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import type { Harness } from '../harness/harness.ts';
import { answerWith, leaseMs, policy, receive, type Party } from '../harness/steps.ts';

type Held = {
  readonly turn: ClaimedTurn;
  readonly token: number;
  readonly epoch: number;
  readonly arrivals: number;
};

/** What a conversation is, without rows: times in ms since the start of the run. */
export type Model = {
  now: number;
  mode: 'assistant' | 'human';
  humanUntil: number;
  epoch: number;
  arrivals: number;
  /** Unanswered messages and when they came; those before `firstAt` are people's. */
  waiting: { readonly wamid: string; readonly at: number }[];
  firstAt: number | undefined;
  dueAt: number | undefined;
  leaseUntil: number;
  token: number;
  /** The lease was neither completed nor given back. */
  leased: boolean;
  held: Held[];
  written: number;
};
type Real = { readonly harness: Harness; readonly party: Party };
type Command = fc.AsyncCommand<Model, Real>;

const command = (name: string, run: Command['run'], check: Command['check'] = () => true): Command => ({
  check,
  run,
  toString: () => name,
});

/** Since the first one that somebody of the clinic has not answered; what came at that very moment counts. */
const waitingIn = ({ waiting, firstAt }: Model) =>
  firstAt === undefined ? [] : waiting.filter(({ at }) => at >= firstAt);

const patientWrites = command('the patient writes', async (m, { harness, party }) => {
  const wamid = `model-${(m.written += 1)}`;
  expect(await receive(harness, party, aMessage({ wamid }))).toEqual(['stored']);
  m.arrivals += 1;
  if (m.now >= m.humanUntil) m.mode = 'assistant';
  m.waiting.push({ wamid, at: m.now });
  m.firstAt ??= m.now;
  m.dueAt = Math.min(m.now + policy.debounceMs, m.firstAt + policy.capMs);
});

const staffWrites = command('staff write on their phone', async (m, { harness, party }) => {
  const wamid = `model-${(m.written += 1)}`;
  await receive(harness, party, aMessage({ wamid, origin: 'staff', sentAt: harness.now() }));
  Object.assign(m, { mode: 'human', humanUntil: m.now + policy.humanQuietMs, epoch: m.epoch + 1 });
  Object.assign(m, { firstAt: undefined, dueAt: undefined });
  // on Postgres real time goes by between two commands: what staff have answered came before what is written next
  await harness.passTime(1);
  m.now += 1;
});

const timePasses = (ms: number) =>
  command(`${ms / 1_000} s pass`, async (m, { harness }) => {
    await harness.passTime(ms);
    m.now += ms;
  });

const workerClaims = command('a worker claims', async (m, { harness }) => {
  const [turn] = await harness.stores.turns.claim(1, leaseMs);
  const due = m.dueAt !== undefined && m.dueAt <= m.now;
  const free = !m.leased || m.leaseUntil <= m.now;
  expect(turn !== undefined).toBe(due && free);
  if (turn === undefined) return;
  expect(turn.messages.map(({ metaMessageId }) => metaMessageId)).toEqual(
    waitingIn(m).map(({ wamid }) => wamid),
  );
  Object.assign(m, { token: m.token + 1, leased: true, leaseUntil: m.now + leaseMs });
  m.held.push({ turn, token: m.token, epoch: m.epoch, arrivals: m.arrivals });
});

const workerAnswers = (pick: number, handOver: boolean) =>
  command(
    `worker ${pick} ${handOver ? 'hands over' : 'answers'}`,
    async (m, { harness }) => {
      const held = m.held[pick % m.held.length] as Held;
      const humanUntil = new Date(harness.now().getTime() + policy.humanQuietMs);
      const completion = { ...answerWith(harness, 'answer'), ...(handOver && { humanUntil }) };
      const valid = m.leased && held.token === m.token && held.epoch === m.epoch;
      expect(await harness.stores.turns.complete(held.turn, completion)).toBe(valid);
      if (!valid) return;
      const answered = new Set(held.turn.messages.map(({ metaMessageId }) => metaMessageId));
      m.waiting = m.waiting.filter(({ wamid }) => !answered.has(wamid));
      m.leased = false;
      // the longest wait counts from the oldest message that is still unanswered
      m.firstAt = waitingIn(m)[0]?.at ?? m.firstAt;
      if (m.arrivals === held.arrivals) Object.assign(m, { firstAt: undefined, dueAt: undefined });
      if (handOver) Object.assign(m, { mode: 'human', humanUntil: m.now + policy.humanQuietMs });
    },
    (m) => m.held.length > 0,
  );

const workerGivesBack = (pick: number) =>
  command(
    `worker ${pick} gives back`,
    async (m, { harness }) => {
      const held = m.held[pick % m.held.length] as Held;
      const valid = m.leased && held.token === m.token;
      expect(await harness.stores.turns.release(held.turn, 5_000, true)).toBe(valid);
      if (!valid) return;
      m.leased = false;
      if (m.dueAt !== undefined) m.dueAt = m.now + 5_000;
    },
    (m) => m.held.length > 0,
  );

const workerRenews = (pick: number) =>
  command(
    `worker ${pick} renews its lease`,
    async (m, { harness }) => {
      const held = m.held[pick % m.held.length] as Held;
      const valid = m.leased && held.token === m.token && held.epoch === m.epoch;
      expect(await harness.stores.turns.renew(held.turn, leaseMs)).toBe(valid);
      if (valid) m.leaseUntil = m.now + leaseMs;
    },
    (m) => m.held.length > 0,
  );

export const conversationCommands = fc.commands(
  [
    fc.constant(patientWrites),
    fc.constant(staffWrites),
    fc.constantFrom(3_000, 11_000, 31_000, 3_601_000).map(timePasses),
    fc.constant(workerClaims),
    fc
      .tuple(fc.nat(3), fc.constantFrom(false, false, true))
      .map(([pick, handOver]) => workerAnswers(pick, handOver)),
    fc.nat(3).map(workerGivesBack),
    fc.nat(3).map(workerRenews),
  ],
  { maxCommands: 40, size: 'max' },
);

export const newModel = (): Model => ({
  now: 0,
  mode: 'assistant',
  humanUntil: 0,
  epoch: 0,
  arrivals: 0,
  waiting: [],
  firstAt: undefined,
  dueAt: undefined,
  leaseUntil: 0,
  token: 0,
  leased: false,
  held: [],
  written: 0,
});
