import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  memoryLanguageModel,
  type ScriptedStep,
} from '../../../src/adapters/memory/assistant/language-model.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import type { ModelStepRequest } from '../../../src/application/ports/assistant/language-model.ts';
import { ModelNotOffered } from '../../../src/domain/assistant/model/turn-record-errors.ts';
import { defaultTurnTimes } from '../../../src/domain/messaging/turn.ts';
import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { makeReplayTurn } from '../../../src/application/assistant/replay-turn.ts';
import { canonical } from '../../../src/domain/assistant/model/canonical.ts';
import { fromDatedJson, toDatedJson } from '../../../src/domain/assistant/model/dated-json.ts';
import type { KeptTurn } from '../../../src/domain/assistant/model/kept-turn.ts';
import { defaultModelLimits } from '../../../src/domain/assistant/model/model-limits.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { anyStep } from '../../support/assistant/any-model.ts';
import { isDeep } from '../../support/depth.ts';
import { scriptedAssistant } from '../../support/worlds/model-talk.ts';
import { bookingTalk, demoContext } from '../../unit/assistant/booking-talk.ts';

const said = [
  'oi, tudo bem?',
  'quero marcar dermato quinta de manhã',
  'quanto custa a consulta dermatológica?',
  'sim',
  'pode ser o primeiro',
  'e cardiologista tem semana que vem?',
  'cancela por favor',
  'quero remarcar para outro dia',
  'meus horários',
  'tanto faz',
];
const free = ['26 08:00', '26 14:30', '27 09:00', '30 08:00', '30 15:00'].map((time) => ({
  at: `2026-11-${time}`,
}));

type Asked = { readonly document?: unknown; readonly model?: string; readonly think?: () => ScriptedStep };

/** From nothing but what was stored, unless a model is named. */
async function replay(kept: KeptTurn, asked: Asked = {}) {
  const { document = demoClinic.contextualization, model, think } = asked;
  const requests: ModelStepRequest[] = [];
  const settled: unknown[] = [];
  const stored = fromDatedJson(JSON.parse(JSON.stringify(canonical(toDatedJson(kept))))) as KeptTurn;
  const place = { clinicId: clinicId('c'), conversationId: conversationId('talk') };
  const replayTurn = makeReplayTurn({
    turnRecords: {
      get: async () => ({
        ...place,
        ...{ turnId: 't', outcome: 'sent', recordedAt: new Date(), kept: stored, replyIds: [] },
      }),
    },
    clinics: {
      get: async () =>
        ({
          clinic: { id: demoContext.clinicId, name: demoContext.name, timeZone: demoContext.timeZone },
        }) as never,
    },
    clinicContexts: { version: async (_, version) => ({ version, document, savedAt: new Date() }) },
    guided: makeGuidedAssistant(),
    secrets: systemSecrets,
    modelLimits: defaultModelLimits,
    languageModel: memoryLanguageModel((request) => {
      requests.push(request);
      return think?.() ?? new ModelFailure('unavailable');
    }),
    modelAccess: async () =>
      think && {
        ...{ model: 'of the clinic', price: undefined, begin: async () => undefined },
        end: async (used, steps) => void settled.push([used, steps]),
      },
    ...{ timers: systemTimers, randomness: seededRandomness(1), turnTimes: defaultTurnTimes },
    clock: memoryClock(),
  });
  const came = await replayTurn({ ...place, turnId: 't', model });
  return { ...came, requests, settled };
}

const tells: ScriptedStep = {
  text: '',
  calls: [{ id: 'c', name: 'tell', arguments: { topic: 'prices', service: 's1', professional: null } }],
  end: 'calls',
  usage: { input: 1, cached: 0, output: 1 },
};

it('a turn that is run again from its record says what it said, whatever the model did', async () => {
  let turns = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...said), fc.array(anyStep, { minLength: 1, maxLength: 4 })), {
        minLength: 2,
        maxLength: 6,
      }),
      async (talk) => {
        let steps: readonly ScriptedStep[] = [];
        let next = 0;
        const scripted = scriptedAssistant({
          think: () => steps[Math.min(next++, steps.length - 1)] ?? new ModelFailure('timeout'),
        });
        const patient = bookingTalk({ free, assistant: scripted.assistant });
        for (const [words, wanted] of talk) {
          steps = wanted;
          next = 0;
          await patient.say(words);
        }
        for (const kept of scripted.kept) {
          turns += 1;
          expect(await replay(kept)).toMatchObject({
            isSame: true,
            unrecorded: 0,
            requests: [],
            settled: [],
          });
        }
      },
    ),
    { numRuns: isDeep ? 220 : 70 },
  );
  expect(turns).toBeGreaterThan(isDeep ? 500 : 150);
}, 120_000);

it('under another version of the context the difference is shown', async () => {
  const scripted = scriptedAssistant({
    think: () => tells,
  });
  await bookingTalk({ free, assistant: scripted.assistant }).say('quanto sai a dermato?');
  const dearer = JSON.parse(JSON.stringify(demoClinic.contextualization).replaceAll('380', '410')) as unknown;
  const { isSame, before, after } = await replay(scripted.kept[0]!, { document: dearer });
  expect(isSame).toBe(false);
  expect(JSON.stringify(before)).toContain('R$ 380,00');
  expect(JSON.stringify(after)).toContain('R$ 410,00');
});

describe('with another model', () => {
  const looksFor = { service: 's2', professional: null, day: null, time: null, moving: null };
  const keptTurn = async (): Promise<KeptTurn> => {
    const scripted = scriptedAssistant({ think: () => tells });
    await bookingTalk({ free, assistant: scripted.assistant }).say('quanto sai a dermato?');
    return scripted.kept[0]!;
  };

  it('that one is asked the same, and pays from the budget of the clinic without being judged', async () => {
    const kept = await keptTurn();
    const { isSame, requests, settled } = await replay(kept, { model: 'better', think: () => tells });
    expect(isSame).toBe(true);
    expect(requests).toMatchObject([{ model: 'better', situation: kept.record.situation }]);
    expect(settled).toMatchObject([[{ tokens: 2 }, []]]);
  });

  it('the difference is shown', async () => {
    const words = { text: 'Como posso ajudar?', calls: [], end: 'said', usage: {} } as never;
    const came = await replay(await keptTurn(), { model: 'other', think: () => words });
    expect(came.isSame).toBe(false);
    expect(JSON.stringify(came.before.replies)).toContain('R$ 380,00');
    expect(came.after).toMatchObject({
      answeredBy: 'model',
      replies: [{ body: expect.stringContaining('Como posso ajudar?') as string }],
    });
  });

  it('whatever the record does not hold finds nothing, and is counted', async () => {
    const looks = { ...tells, calls: [{ id: 'c', name: 'look_for_times', arguments: looksFor }] };
    const came = await replay(await keptTurn(), { model: 'other', think: () => looks });
    expect(came.unrecorded).toBeGreaterThan(0);
    expect(came.after.answeredBy).toBe('guided');
  });

  it('a clinic that has none cannot ask one', async () => {
    await expect(replay(await keptTurn(), { model: 'other' })).rejects.toThrow(ModelNotOffered);
  });
});
