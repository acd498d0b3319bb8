import { describe, expect, it } from 'vitest';
import { excerptOf, searchedWords } from '../../../src/domain/inbox/message-search.ts';

describe('the words of a search', () => {
  it.each([
    ['Avaliação do clareamento', ['avaliacao', 'clareamento']],
    ['10h30 com a Dra. Lara', ['10h30', 'com', 'dra', 'lara']],
    ['dor dor DOR', ['dor']],
    ['é o', []],
    [
      'um dois tres quatro cinco seis sete oito nove dez',
      'dois tres quatro cinco seis sete oito nove'.split(' '),
    ],
  ])('of %s are folded, each once, and at most eight', (search, words) => {
    expect(searchedWords(search)).toEqual(words);
  });
});

describe('an excerpt', () => {
  it('shows the word as it was written, with what stands around it in one line', () => {
    expect(excerptOf('Bom dia!\n\nÉ a  Avaliação\nde hoje?', ['avali'])).toEqual({
      before: 'Bom dia! É a ',
      match: 'Avaliação',
      after: ' de hoje?',
    });
  });

  it('is short, however long the text is', () => {
    const { before, match, after } = excerptOf(`${'antes '.repeat(200)}clareamento${' depois'.repeat(200)}`, [
      'clareamento',
    ])!;
    expect(match).toBe('clareamento');
    expect(before).toMatch(/^….*antes $/);
    expect(after).toMatch(/^ depois.*…$/);
    expect([before, after].map((part) => part.length)).toEqual([71, 71]);
  });

  it('ends inside no character, whatever lies between', () => {
    const gap = ' '.repeat(201);
    const smiles = '😀'.repeat(100);
    const { before, after } = excerptOf(`${smiles}${gap}clareamento${gap}${smiles}`, ['clareamento'])!;
    expect([before, after]).toEqual([`…${'😀'.repeat(39)} `, ` ${'😀'.repeat(39)}…`]);
  });

  it('is of a text that says all words only', () => {
    expect(excerptOf('o preço do clareamento', ['clareamento', 'laser'])).toBeUndefined();
    expect(excerptOf('o preço do clareamento', [])).toBeUndefined();
  });
});
