import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerGuided } from '../../src/domain/assistant/guided-dialogue.ts';
import { newDialogue, readDialogue, type Dialogue } from '../../src/domain/assistant/dialogue.ts';
import { clinicId } from '../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../src/domain/clinic/contextualization.ts';
import {
  messageId,
  type MessageType,
  type OutboundContent,
  type PatientMessage,
} from '../../src/domain/messaging/message.ts';
import { fitToWhatsApp } from '../../src/domain/messaging/whatsapp-limits.ts';
import { demoClinic } from '../../src/bootstrap/demo-clinic.ts';

const types: readonly MessageType[] = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'button',
  'interactive',
  'reaction',
  'order',
  'system',
  'edit',
  'revoke',
  'unsupported',
  'unknown',
];
const phrases = [
  'oi',
  'quanto custa',
  'preço do segredo',
  'quero marcar',
  'convênio',
  'horário',
  'onde fica',
  'médicos',
  'preparo',
  'resultado',
  'serviços',
  'amanhã de manhã',
  'humano',
  'emergência',
  'obrigado',
  'sim',
  'não',
  '2',
  'dr oculto',
  'blorg',
];
const ids = [
  'human',
  'book',
  'topic:services',
  'topic:prices',
  'service:a',
  'book:a',
  'page:services:2',
  'when:any',
  'with:p',
];
const anyText = fc.oneof(
  fc.constantFrom(...phrases),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...phrases)).map((some) => some.join(', ')),
);
const anyChoice = fc.record({ id: fc.oneof(fc.constantFrom(...ids), fc.string()), title: anyText });
const anyMessage: fc.Arbitrary<PatientMessage> = fc
  .record({
    type: fc.constantFrom(...types),
    text: anyText,
    choice: fc.option(anyChoice, { nil: undefined }),
  })
  .map(({ choice, ...rest }) => ({
    id: messageId('m'),
    sentAt: new Date(0),
    ...rest,
    ...(choice && { choice }),
  }));
const anyTurns = fc.array(fc.array(anyMessage, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 6,
});
const anyNow = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

/** The customer's document with any of its parts replaced by nonsense. */
const damaged = fc.letrec((tie) => ({
  part: fc.oneof({ weight: 3, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: tie('part') }),
})).part;
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.constant(demoClinic.contextualization),
  fc.record(Object.fromEntries(Object.keys(demoClinic.contextualization).map((key) => [key, damaged])), {
    requiredKeys: [],
  }),
  fc
    .tuple(fc.nat(400), fc.jsonValue())
    .map(([at, junk]) => replaceLeaf(demoClinic.contextualization, at, junk)),
);

function replaceLeaf(json: unknown, at: number, junk: unknown): unknown {
  let seen = 0;
  return JSON.parse(JSON.stringify(json), (_, value: unknown) => (seen++ === at ? junk : value));
}

const contextOf = (json: unknown) =>
  readClinicContext({ id: clinicId('c'), name: 'C', timeZone: 'America/Sao_Paulo' }, json).context;

function checkLimits(content: OutboundContent): void {
  const fits = (text: string, limit: number) => {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  };
  if (content.type === 'text') return fits(content.body, 4_096);
  if (content.type === 'buttons') {
    fits(content.body, 1_024);
    expect(content.buttons.length).toBeGreaterThan(0);
    expect(content.buttons.length).toBeLessThanOrEqual(3);
    expect(new Set(content.buttons.map(({ title }) => title)).size).toBe(content.buttons.length);
    expect(new Set(content.buttons.map(({ id }) => id)).size).toBe(content.buttons.length);
    return content.buttons.forEach(({ id, title }) => (fits(title, 20), fits(id, 256)));
  }
  const rows = content.sections.flatMap((section) => section.rows);
  fits(content.body, 4_096);
  fits(content.button, 20);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThanOrEqual(10);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  for (const { title } of content.sections) if (content.sections.length > 1 || title !== '') fits(title, 24);
  for (const { id, title, description } of rows) {
    fits(id, 200);
    fits(title, 24);
    if (description !== undefined) fits(description, 72);
  }
}

it('answers any turns over any context within the limits of WhatsApp, and hands over in time', () => {
  fc.assert(
    fc.property(anyJson, anyTurns, anyNow, fc.string(), (json, turns, now, patientName) => {
      const context = contextOf(json);
      let dialogue: Dialogue = newDialogue;
      for (const messages of turns) {
        const answer = answerGuided({ context, messages, dialogue, now, patientName });
        answer.replies.forEach(checkLimits);
        expect(answer.dialogue.failedAttempts).toBeLessThanOrEqual(context.agent.maxFailedAttempts);
        dialogue = readDialogue(JSON.parse(JSON.stringify(answer.dialogue)));
        expect(dialogue).toEqual(answer.dialogue);
      }
    }),
    { numRuns: 400 },
  );
});

it('fits any content', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((some) => some.repeat(150)),
  );
  const choice = fc.record({ id: text, title: text });
  const content: fc.Arbitrary<OutboundContent> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), body: text }),
    fc.record({
      type: fc.constant('buttons' as const),
      body: text,
      buttons: fc.array(choice, { maxLength: 6 }),
    }),
    fc.record({
      type: fc.constant('list' as const),
      body: text,
      button: text,
      sections: fc.array(
        fc.record({
          title: text,
          rows: fc.array(fc.record({ id: text, title: text, description: text }), { maxLength: 9 }),
        }),
        { maxLength: 4 },
      ),
    }),
  );
  fc.assert(
    fc.property(content, (any) => fitToWhatsApp(any).forEach(checkLimits)),
    { numRuns: 300 },
  );
});

it('never offers what is inactive and never says a price that does not stand there', () => {
  const item = fc.record({
    ativo: fc.boolean(),
    preco_particular: fc.option(fc.integer({ min: 1, max: 99_999 })),
  });
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 12 }),
      fc.array(fc.boolean(), { maxLength: 5 }),
      anyTurns,
      (items, people, turns) => {
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
          const answer = answerGuided({ context, messages, dialogue, now: new Date('2026-11-24T14:00:00Z') });
          const said = JSON.stringify([answer.replies, answer.handover]);
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

it('reads any stored dialogue', () => {
  fc.assert(
    fc.property(fc.jsonValue(), anyMessage, (stored, message) => {
      const dialogue = readDialogue(stored);
      expect(readDialogue(JSON.parse(JSON.stringify(dialogue)))).toEqual(dialogue);
      answerGuided({ context: contextOf({}), messages: [message], dialogue, now: new Date(0) });
    }),
  );
});
