import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newDialogue, readDialogue, type Dialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerGuided } from '../../../src/adapters/guided/guided-assistant.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import { anyJson, anyMessage, anyNow, anyTurns, checkLimits, contextOf } from './assistant-worlds.ts';

it('answers any turns over any context within the limits of WhatsApp, and hands over in time', async () => {
  await fc.assert(
    fc.asyncProperty(anyJson, anyTurns, anyNow, fc.string(), async (json, turns, now, patientName) => {
      const context = contextOf(json);
      let dialogue: Dialogue = newDialogue;
      for (const messages of turns) {
        const answer = await answerGuided({
          ...toolsWithoutAgenda(),
          context,
          messages,
          dialogue,
          now,
          patientName,
        });
        answer.replies.forEach(checkLimits);
        expect(answer.dialogue.failedAttempts).toBeLessThanOrEqual(context.agent.maxFailedAttempts);
        dialogue = readDialogue(JSON.parse(JSON.stringify(answer.dialogue)));
        expect(dialogue).toEqual(answer.dialogue);
      }
    }),
    { numRuns: 400 },
  );
});

it('never offers what is inactive and never says a price that does not stand there', async () => {
  const item = fc.record({
    ativo: fc.boolean(),
    preco_particular: fc.option(fc.integer({ min: 1, max: 99_999 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 12 }),
      fc.array(fc.boolean(), { maxLength: 5 }),
      anyTurns,
      async (items, people, turns) => {
        const name = (active: boolean, index: number) =>
          `${active ? 'Serviço' : 'Oculto'} ${'abcdefghijklm'.charAt(index)}x`;
        const context = contextOf({
          servicos: {
            consultas: items.map((each, index) => ({
              ...each,
              nome: name(each.ativo, index),
              profissionais_ids: people.map((_, at) => `p${at}`),
            })),
          },
          profissionais: people.map((ativo, index) => ({
            id: `p${index}`,
            nome_exibicao: `Dra. ${ativo ? 'Clara' : 'Oculta'} ${index}`,
            ativo,
          })),
        });
        const prices = new Set(
          items.flatMap((each) =>
            each.ativo && each.preco_particular !== null ? [each.preco_particular * 100] : [],
          ),
        );
        let dialogue: Dialogue = newDialogue;
        for (const messages of turns) {
          const { tools, plan } = toolsWithoutAgenda();
          const answer = await answerGuided({
            tools,
            context,
            messages,
            dialogue,
            now: new Date('2026-11-24T14:00:00Z'),
          });
          const said = JSON.stringify([answer.replies, plan().handover]);
          expect(said).not.toMatch(/Ocult[oa]/);
          for (const [, whole = '', cents = ''] of said.matchAll(/R\$ ([\d.]+),(\d\d)/g)) {
            expect(prices).toContain(Number(whole.replaceAll('.', '')) * 100 + Number(cents));
          }
          dialogue = answer.dialogue;
        }
      },
    ),
  );
});

it('reads any stored dialogue', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), anyMessage, async (stored, message) => {
      const dialogue = readDialogue(stored);
      expect(readDialogue(JSON.parse(JSON.stringify(dialogue)))).toEqual(dialogue);
      await answerGuided({
        ...toolsWithoutAgenda(),
        context: contextOf({}),
        messages: [message],
        dialogue,
        now: new Date(0),
      });
    }),
  );
});
