import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bubblesOf, whatsAppForm } from '../../../src/domain/assistant/whatsapp-form.ts';

const rows: readonly (readonly [string, string])[] = [
  ['A **limpeza** custa R$ 280,00.', 'A *limpeza* custa R$ 280,00.'],
  ['Já é *assim*.', 'Já é *assim*.'],
  ['***Importante***', '*Importante*'],
  ['__Importante__', '*Importante*'],
  ['## Nossos horários\nSegunda', '*Nossos horários*\nSegunda'],
  ['### **Valores**', '*Valores*'],
  ['- um\n* dois\n+ três', '• um\n• dois\n• três'],
  ['1. um\n2. dois', '1. um\n2. dois'],
  ['[nosso site](https://a.example)', 'nosso site: https://a.example'],
  ['[https://a.example](https://a.example)', 'https://a.example'],
  ['![mapa](https://a.example/m.png)', 'mapa'],
  ['| Serviço | Valor |\n|---|---|\n| Limpeza | R$ 280,00 |', '• Serviço: Valor\n• Limpeza: R$ 280,00'],
  ['```\nolá\n```', 'olá'],
  ['`código`', 'código'],
  ['> citado', 'citado'],
  ['um\n---\ndois', 'um\ndois'],
  ['um\n\n\n\ndois', 'um\n\ndois'],
  ['um<br>dois', 'um\ndois'],
  ['<b>um</b> <i>dois</i>', '*um* dois'],
  ['<think>o preço é 3</think>Olá!', 'Olá!'],
  ['<think>sem fim', ''],
  ['2 * 3 e a_b', '2 * 3 e a_b'],
  ['Custa R\\$ 10\\.', 'Custa R\\$ 10.'],
  ['~~antes~~', '~antes~'],
];

it.each(rows)('%j becomes %j', (written, shown) => {
  expect(whatsAppForm(written)).toBe(shown);
});

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '**',
        '*',
        '__',
        '#',
        '# ',
        '\n',
        '\n\n',
        '- ',
        '|',
        '---',
        '`',
        '```',
        '[a](b)',
        '<b>',
        '> ',
        ' ',
        '\\',
      ),
      fc.constantFrom('Limpeza', 'às 08h30', 'R$ 280,00', '👩‍⚕️', 'a'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''));

it('leaves no heading, link, table, code or double sign of Markdown', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const form = whatsAppForm(text);
      expect(form).not.toMatch(/\*\*|__|```|^#{1,6} \S|\]\(\w/m);
    }),
    // a heading in a table, and one after a break
    { numRuns: 2_000, examples: [['| # ! |'], ['a<br># !']] },
  );
});

it('loses no word and no number', () => {
  const words = (text: string) => text.match(/Limpeza|08h30|280,00/g) ?? [];
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!/[<`~]/.test(text));
      expect(words(whatsAppForm(text))).toEqual(words(text));
    }),
    { numRuns: 2_000 },
  );
});

it('uses one bubble for what fits into one, and cuts nothing that is read as one sign', () => {
  expect(bubblesOf('Olá!\n\nTudo bem?')).toEqual(['Olá!\n\nTudo bem?']);
  expect(bubblesOf('')).toEqual([]);
  const family = '👩‍👩‍👧‍👦';
  const bubbles = bubblesOf(family.repeat(800));
  expect(bubbles.join('')).toBe(family.repeat(800));
  for (const bubble of bubbles) expect(bubble.length).toBeLessThanOrEqual(4_096);
  expect(bubbles.every((bubble) => bubble.length % family.length === 0)).toBe(true);
});
