import { describe, expect, it } from 'vitest';
import { matching, placeAfter, withAnswer } from '../../../console/src/conversation/acts/quick-answers.ts';

const answer = (name: string, text = '') => ({ id: name, name, text });
const answers = [
  answer('Como chegar', 'Rua das Flores, 10, entrada pela praça'),
  answer('Endereço do laboratório'),
  answer('Pix', 'A chave é o e-mail'),
  answer('Praça de alimentação'),
];
const found = (search: string) => matching(answers, search).map(({ name }) => name);

describe('quick answers', () => {
  it('are all there until something is looked for', () => {
    expect(matching(answers, ' ')).toEqual(answers);
  });

  it('are found by their name first and by their text as well, without accents and case', () => {
    expect(found('praca')).toEqual(['Praça de alimentação', 'Como chegar']);
    expect(found('LAB')).toEqual(['Endereço do laboratório']);
    expect(found('ch')).toEqual(['Como chegar', 'Pix']);
    expect(found('boleto')).toEqual([]);
  });

  it('are gone through by the arrows in a ring', () => {
    expect([placeAfter('ArrowDown', 0, 3), placeAfter('ArrowDown', 2, 3)]).toEqual([1, 0]);
    expect([placeAfter('ArrowUp', 1, 3), placeAfter('ArrowUp', 0, 3)]).toEqual([0, 2]);
    expect(placeAfter('Home', 1, 3)).toBeUndefined();
  });

  it('take the place of what is selected, with blanks between them and words', () => {
    expect(withAnswer('/pi', [0, 3], 'A chave é…')).toEqual({ text: 'A chave é…', caret: 10 });
    expect(withAnswer('Bom dia! Até logo', [8, 8], 'Sim.')).toEqual({
      text: 'Bom dia! Sim. Até logo',
      caret: 13,
    });
    expect(withAnswer('Obrigada', [0, 0], 'Sim.')).toEqual({ text: 'Sim. Obrigada', caret: 4 });
    expect(withAnswer('Bom dia!\n', [9, 9], 'Sim.')).toEqual({ text: 'Bom dia!\nSim.', caret: 13 });
  });
});
