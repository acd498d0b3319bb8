import { expect, it } from 'vitest';
import { inOneLine, withoutMarks } from '../../../console/src/words/conversation-words.ts';

it.each([
  ['*Consulta*: R$ 380,00', 'Consulta: R$ 380,00'],
  ['Aqui é a *Márcia*, da *recepção*', 'Aqui é a Márcia, da recepção'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['um * só', 'um * só'],
])('%s is read as %s where only a line fits', (written, read) => {
  expect(inOneLine({ type: 'text', text: written })).toBe(read);
});

it.each([
  ['… Amarelo. *', '… Amarelo. '],
  [' dermatológica*: R$ 380,00', ' dermatológica: R$ 380,00'],
  ['*Estacionamento:* ao lado', 'Estacionamento: ao lado'],
  ['2 * 3, ou 2*3', '2 * 3, ou 2*3'],
])('a piece "%s" of a message is read as "%s"', (written, read) => {
  expect(withoutMarks(written)).toBe(read);
});
