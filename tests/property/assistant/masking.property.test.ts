import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMasking } from '../../../src/domain/assistant/masking/masking.ts';
import { isCpf, isLuhn } from '../../../src/domain/assistant/masking/personal-numbers.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** Completed by its check digits. */
const anyCpf = digits(9)
  .filter((text) => !/^(\d)\1+$/.test(text))
  .map((base) => {
    for (let check = 0; check < 100; check += 1) {
      const cpf = `${base}${String(check).padStart(2, '0')}`;
      if (isCpf(cpf)) return cpf;
    }
    throw new Error('every base has check digits');
  });
const anyCard = fc
  .integer({ min: 13, max: 19 })
  .chain((length) => digits(length - 1))
  .map(
    (base) =>
      `${base}${Array.from({ length: 10 }, (_, digit) => String(digit)).find((check) => isLuhn(`${base}${check}`)) ?? ''}`,
  );
const anyPhone = fc
  .tuple(
    fc.integer({ min: 11, max: 99 }).filter((code) => code % 10 > 0),
    fc.boolean(),
    digits(8),
  )
  .map(([code, isMobile, rest]) => ({ code: String(code), local: `${isMobile ? '9' : ''}${rest}` }));

const grouped = (text: string, sizes: readonly number[], between: readonly string[]) => {
  let [from, made] = [0, ''];
  sizes.forEach((size, index) => {
    made += text.slice(from, from + size) + (index < sizes.length - 1 ? (between[index] ?? '') : '');
    from += size;
  });
  return made + text.slice(from);
};

const writtenCpf = fc
  .tuple(anyCpf, fc.constantFrom('', '.', ' ', '-', '. '), fc.constantFrom('', '-', ' ', '/', ' - '))
  .map(([cpf, dot, dash]) => ({ number: cpf, written: grouped(cpf, [3, 3, 3, 2], [dot, dot, dash]) }));
const writtenCard = fc
  .tuple(anyCard, fc.constantFrom('', ' ', '-', '.', '  '))
  .map(([card, gap]) => ({ number: card, written: grouped(card, [4, 4, 4, 4], [gap, gap, gap, gap]) }));
const writtenPhone = fc
  .tuple(
    anyPhone,
    fc.constantFrom('', '+55 ', '55', '+55', '0'),
    fc.constantFrom(' ', '', '-', ') '),
    fc.constantFrom('', '-', ' ', '.'),
  )
  .map(([{ code, local }, country, gap, dash]) => ({
    number: `${code}${local}`,
    written: `${country}${gap === ') ' ? '(' : ''}${code}${gap}${local.slice(0, -4)}${dash}${local.slice(-4)}`,
  }));
const fullWidth = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const anyNumber = fc
  .tuple(fc.oneof(writtenCpf, writtenCard, writtenPhone), fc.constantFrom('plain', 'wide', 'hidden'))
  .map(([{ number, written }, how]) => ({
    number,
    written:
      how === 'wide' ? fullWidth(written) : how === 'hidden' ? written.split('').join('\u200b') : written,
  }));
const anyWords = fc.constantFrom(
  'meu cpf é ',
  'CPF:',
  'o cartao ',
  'ligue ',
  'quinta 26/11 às 14h, ',
  'em 26/11/2026, ',
  'R$ 1.280,00 ',
  '\n',
  '(',
  'nasci em 12/05/1988. tel ',
);

/** All digits of any script, as plain ones. */
const plainDigits = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\[(?:cpf|cartao|telefone|documento|email|texto)-\d+\]/g, ' placeholder ')
    .replace(/[^\d]/g, '');

describe('masking', () => {
  it('lets no CPF, card or telephone through, however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWords, anyNumber), { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.map(([words, { written }]) => `${words}${written} e `).join('');
        const masked = plainDigits(newMasking().mask(text));
        for (const [, { number }] of parts) expect(masked).not.toContain(number);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts every text back exactly, placeholders that a patient wrote included', () => {
    const anyPart = fc.oneof(
      fc.string({ unit: 'binary' }),
      anyNumber.map(({ written }) => written),
      fc.constantFrom('[cpf-1]', '[telefone-2]', '[texto-1]', '[cpf-', 'a@b.co', ']', '1'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(anyPart), { minLength: 1, maxLength: 4 }), (texts) => {
        const masking = newMasking();
        const written = texts.map((parts) => parts.join(''));
        const masked = written.map((text) => masking.mask(text));
        expect(masked.map((text) => masking.unmask(text))).toEqual(written);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves days, hours and prices as they are', () => {
    for (const text of [
      'quinta, 26/11/2026, às 14:30',
      '25/11/2026 14 30',
      'R$ 1.280,00 em 6x de 213,33',
      'das 08:00 às 18:00',
      'das 8 às 12 e das 14 às 18',
      'nasci em 12/05/1988',
      'tenho 2 filhos, 10 e 12 anos',
      'dia 26 11 14 30',
      'Rua das Paineiras, 321, 2º andar',
    ])
      expect(newMasking().mask(text)).toBe(text);
  });

  it('gives the same number the same placeholder within a turn', () => {
    const masking = newMasking();
    expect(masking.mask('529.982.247-25 ou 11 98888-7777, repito: 529.982.247-25')).toBe(
      '[cpf-1] ou [telefone-1], repito: [cpf-1]',
    );
    expect(masking.mask('RG 12.345.678-9, 4111 1111 1111 1111, ana@exemplo.com')).toBe(
      'RG [documento-1], [cartao-1], [email-1]',
    );
    expect(newMasking().unmask('[cpf-1]')).toBe('[cpf-1]');
  });
});
