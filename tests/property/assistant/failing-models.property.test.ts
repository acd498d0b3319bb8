import * as fc from 'fast-check';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers, type VirtualTimers } from '../../../src/adapters/memory/system/timers.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { answerDueTurns } from '../../../src/adapters/worker/answer-due-turns.ts';
import { makeModelAccess, type ModelAccess } from '../../../src/application/assistant/model/model-access.ts';
import { makeModelAssistant } from '../../../src/application/assistant/model/model-assistant.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { ModelStep } from '../../../src/application/ports/assistant/language-model.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import { defaultModelLimits } from '../../../src/domain/assistant/model/model-limits.ts';
import { defaultTurnTimes } from '../../../src/domain/messaging/turn.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { loopNeeds } from '../../support/worlds/loop-needs.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const usage = { input: 900, cached: 800, output: 20 };
const says = (text: string): ModelStep => ({ text, calls: [], end: 'said', usage });
const told: ModelStep = {
  ...says(''),
  calls: [{ id: 'c', name: 'tell', arguments: { topic: 'prices', service: 's1', professional: null } }],
  end: 'calls',
};

/** What becomes of a call that fails: what the adapters make of each way in which a provider does. */
const faults = {
  'too many, briefly': new ModelFailure('rate-limited', { retryAfterMs: 1_000 }),
  'too many, for an hour': new ModelFailure('rate-limited', { retryAfterMs: 3_600_000 }),
  'no credit': new ModelFailure('quota-exhausted'),
  overloaded: new ModelFailure('unavailable', { retryAfterMs: 900_000 }),
  'server error': new ModelFailure('unavailable'),
  'cut body': { ...says('A consulta cus'), end: 'cut' },
  garbage: new ModelFailure('answer-unusable'),
  refusal: new ModelFailure('content-filtered'),
  empty: says(''),
  'over-long': says('muito '.repeat(2_000)),
  'no answer for a minute': 'hangs',
} as const satisfies Readonly<Record<string, ModelStep | ModelFailure | 'hangs'>>;
type Fault = keyof typeof faults;

const patients = 60;
const longestMs = 20_000;
const number = { phoneNumberId: 'pn-1' };

/** A clinic whose provider fails in three calls of ten, and patients who write within a minute. */
async function clinicWithFailures(seed: number, withCircuit: boolean) {
  const chance = seededRandomness(seed);
  let timers: VirtualTimers | undefined;
  const time = () => timers as unknown as VirtualTimers;
  const failed: Fault[] = [];
  let calls = 0;
  const modelAccess = (world: () => MemoryWorld): ModelAccess =>
    withCircuit
      ? makeModelAccess({
          clinicAssistants: world().stores.clinicAssistants,
          modelSpending: world().stores.modelSpending,
          modelOffer: { model: 'm', dayLimits: { tokens: 1e9, microdollars: 1e9 } },
          ...{ alerts: world().stores.alerts, clock: world().clock, timers: time() },
        })
      : async () => ({
          ...{ model: 'm', price: undefined },
          ...{ begin: async () => undefined, end: async () => undefined },
        });
  const running = new Set<string>();
  const generated = new Map<string, number>();
  const parallel: string[] = [];
  let answering: Assistant | undefined;
  const assistant: Assistant = {
    async answer(turn) {
      answering ??= makeModelAssistant({
        guided: makeGuidedAssistant(),
        languageModel: {
          async step() {
            const random = chance.next();
            const isFirst = (calls += 1) === 1;
            const names = Object.keys(faults) as Fault[];
            const fault = isFirst
              ? 'no answer for a minute'
              : random < 0.3
                ? names[Math.floor((random / 0.3) * names.length)]
                : undefined;
            if (fault !== undefined) failed.push(fault);
            const step =
              fault === undefined ? (random < 0.6 ? told : says('Como posso ajudar?')) : faults[fault];
            // whoever hangs does not look at the signal either
            await time().sleep(step === 'hangs' ? 60_000 : 300 + 1_500 * chance.next());
            if (step === 'hangs') return says('Tarde demais');
            if (step instanceof Error) throw step;
            return step;
          },
        },
        modelAccess: modelAccess(() => world),
        telemetry: prometheusTelemetry(new Registry()),
        secrets: systemSecrets,
        timers: time(),
        randomness: chance,
        modelLimits: defaultModelLimits,
      });
      const who = turn.messages[0]!.id;
      if (running.has(who)) parallel.push(who);
      running.add(who);
      generated.set(who, (generated.get(who) ?? 0) + 1);
      return answering.answer(turn).finally(() => running.delete(who));
    },
  };
  const world: MemoryWorld = memoryWorld({
    ...{ seed, assistant, contextualization: demoClinic.contextualization },
    timers: (clock) => (timers = memoryTimers(clock)),
  });
  await world.stores.clinicAssistants.save(world.clinicId, { usesModel: true });
  const needs = {
    ...loopNeeds(world.clock),
    timers: time(),
    turns: world.stores.turns,
    answerPatient: world.answerPatient,
  };
  const settings = { concurrency: 8, leaseMs: defaultTurnTimes.leaseMs, pollMs: 1_000 };
  for (const loop of [answerDueTurns(needs, settings), answerDueTurns(needs, settings)]) loop.start();

  for (let index = 0; index < patients; index += 1) {
    const person = { phone: phone(`55119888${String(10_000 + index)}`), name: `Paciente ${index}` };
    const message = aMessage({ number, person, sentAt: world.clock.now(), text: 'oi, me explica uma coisa' });
    await world.ingestMessage({ items: [message], requestId: 'r' });
    await time().advance(1_000);
  }
  await time().advance(120_000);
  return { world, calls, failed, generated, parallel };
}

describe.each([
  ['as its circuit lets it be asked', true],
  ['asked every time', false],
])('a provider that fails in three calls of ten, %s', (_, withCircuit) => {
  it('keeps nobody waiting for twenty seconds, and loses, doubles and repeats no turn', async () => {
    let [turns, asked, longest] = [0, 0, 0];
    const seen = new Set<Fault>();
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { world, calls, failed, generated, parallel } = await clinicWithFailures(seed, withCircuit);
        const { messages, conversations } = world.db;
        for (const conversation of conversations.values()) {
          const rows = messages.filter(({ conversationId }) => conversationId === conversation.id);
          const [asks, ...answers] = rows;
          expect(answers.length).toBeGreaterThan(0);
          expect(new Set(answers.map(({ turnId }) => turnId)).size).toBe(1);
          expect(new Set(answers.map(({ text }) => text)).size).toBe(answers.length);
          expect(asks).toMatchObject({ direction: 'inbound', awaitsTurn: false });
          const waited = answers[0]!.createdAt.getTime() - asks!.createdAt.getTime();
          expect(waited).toBeLessThan(longestMs);
          longest = Math.max(longest, waited);
          turns += 1;
        }
        expect(conversations.size).toBe(patients);
        expect([...generated.values()].filter((times) => times !== 1)).toEqual([]);
        expect(parallel).toEqual([]);
        asked += calls;
        for (const fault of failed) seen.add(fault);
      }),
      { numRuns: 12 },
    );
    console.log(`${turns} turns, the model asked ${asked} times, the longest wait ${longest} ms`);
    if (!withCircuit) expect([...seen].sort()).toEqual(Object.keys(faults).sort());
  }, 120_000);
});
