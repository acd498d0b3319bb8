import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerGuided } from '../../../src/adapters/guided/guided-assistant.ts';
import { situationOf } from '../../../src/adapters/guided/situation.ts';
import { readInSteps } from '../../../src/adapters/guided/understanding/read-turn.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { messageId, type PatientMessage } from '../../../src/domain/messaging/message.ts';
import { contextOf } from './assistant-worlds.ts';
import { anyTexts, extremeDocuments, inventedBy, madeUp } from './poison.ts';

/** What may be held of the event loop at a time, on a machine that folds two million characters in 30 ms. */
const mostMs = 50;
let slower = 1;

const msSince = (before: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
const cpuMs = async (work: () => unknown) => {
  const before = process.cpuUsage();
  await work();
  return msSince(before);
};
/** The best of three: a collection of garbage or the compiler may fall into one of them. */
const bestMs = async (work: () => unknown) =>
  Math.min(await cpuMs(work), await cpuMs(work), await cpuMs(work));

const folding = () => {
  for (let times = 0; times < 20; times += 1)
    'Olá, tudo bem? '.repeat(6_700).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
};
beforeAll(async () => {
  await answer(contextOf(demoClinic.contextualization), ['oi', 'quanto custa a limpeza de pele?']);
  slower = Math.max(1, (await bestMs(folding)) / 30);
});

const asMessages = (texts: readonly string[]): readonly PatientMessage[] =>
  texts.map((text, index) => ({ id: messageId(`m${index}`), type: 'text', text, sentAt: new Date(0) }));
const asked = (context: ClinicContext, texts: readonly string[]) => ({
  context,
  messages: asMessages(texts),
  dialogue: newDialogue,
  now: new Date('2026-11-24T15:00:00Z'),
  ...toolsWithoutAgenda(),
});
async function answer(context: ClinicContext, texts: readonly string[]) {
  const { plan, ...turn } = asked(context, texts);
  const { replies } = await answerGuided(turn);
  return { replies, handover: plan().handover };
}

/** The longest step of understanding a turn, and of answering it. */
async function longestStep(context: ClinicContext, texts: readonly string[]): Promise<number> {
  const request = asked(context, texts);
  const steps = readInSteps(request.messages, situationOf(request));
  const held: number[] = [];
  const next = () => {
    const before = process.cpuUsage();
    const step = steps.next();
    held.push(msSince(before));
    return step;
  };
  let step = next();
  while (!step.done) step = next();
  const heard = step.value;
  return Math.max(...held, await cpuMs(() => answerGuided(request, () => heard)));
}

describe('a turn of any text', () => {
  const context = contextOf(demoClinic.contextualization);

  it.each([1, 20, 200])('of %i messages holds the event loop for a short time only', async (count) => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const held: number[] = [];
        for (const run of [1, 2, 3]) held.push(await longestStep(context, texts(count, run)));
        expect(Math.min(...held)).toBeLessThan(mostMs * slower);
      }),
      { numRuns: count === 200 ? 4 : 20 },
    );
  });

  it('costs no more per message when there are many of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
        const texts = (count: number) => Array.from({ length: count }, () => inventedBy((seed += 1)));
        const few = await bestMs(() => answer(context, texts(10)));
        expect(await bestMs(() => answer(context, texts(40)))).toBeLessThan(8 * few + mostMs * slower);
      }),
      { numRuns: 3 },
    );
  });

  it('is searched for an emergency from its first message to its last', async () => {
    await fc.assert(
      fc.asyncProperty(madeUp, fc.nat(39), async (text, at) => {
        const texts = Array.from({ length: 40 }, (_, index) =>
          index === at ? 'socorro, estou com falta de ar' : text,
        );
        expect((await answer(context, texts)).handover?.reason).toBe('emergency');
      }),
      { numRuns: 5 },
    );
  });

  it('says so when only the end of it is answered', async () => {
    const [reply] = (await answer(context, ['x '.repeat(5_000), 'quanto custa a limpeza de pele?'])).replies;
    expect(reply?.body).toContain('li só o final');
    expect(reply?.body).toContain('Limpeza de pele');
  });
});

describe('a document with extreme entries', () => {
  const questions = ['oi', 'quanto custa?', 'convênio', 'quem são os médicos?', 'tem estacionamento e wifi?'];

  it('is read in a short time, and every turn over it is answered in one', async () => {
    await fc.assert(
      fc.asyncProperty(extremeDocuments, madeUp, async (json, text) => {
        expect(await bestMs(() => contextOf(json))).toBeLessThan(mostMs * slower);
        const context = contextOf(json);
        for (const question of [...questions, text])
          expect(await bestMs(() => answer(context, [question]))).toBeLessThan(mostMs * slower);
      }),
      { numRuns: 25 },
    );
  });
});
