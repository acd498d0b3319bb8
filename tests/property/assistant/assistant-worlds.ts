import fc from 'fast-check';
import { expect } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import {
  messageId,
  type MessageType,
  type OutboundContent,
  type PatientMessage,
} from '../../../src/domain/messaging/message.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';

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
  'call',
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
export const anyMessage: fc.Arbitrary<PatientMessage> = fc
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
export const anyTurns = fc.array(fc.array(anyMessage, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 6,
});
export const anyNow = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2035-01-01'),
  noInvalidDate: true,
});

/** The customer's document with any of its parts replaced by nonsense. */
const damaged = fc.letrec((tie) => ({
  part: fc.oneof({ weight: 3, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: tie('part') }),
})).part;
export const anyJson = fc.oneof(
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

export const contextOf = (json: unknown) =>
  readClinicContext({ id: clinicId('c'), name: 'C', timeZone: 'America/Sao_Paulo' }, json).context;

export function checkLimits(content: OutboundContent): void {
  const fits = (text: string, limit: number) => {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  };
  if (content.type === 'text') {
    fits(content.body, 4_096);
    return;
  }
  if (content.type === 'buttons') {
    fits(content.body, 1_024);
    expect(content.buttons.length).toBeGreaterThan(0);
    expect(content.buttons.length).toBeLessThanOrEqual(3);
    expect(new Set(content.buttons.map(({ title }) => title)).size).toBe(content.buttons.length);
    expect(new Set(content.buttons.map(({ id }) => id)).size).toBe(content.buttons.length);
    for (const { id, title } of content.buttons) {
      fits(title, 20);
      fits(id, 256);
    }
    return;
  }
  if (content.type === 'template' || content.type === 'contact-request')
    throw new Error(`An assistant says no ${content.type}`);
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
