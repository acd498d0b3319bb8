import { describe, expect, it } from 'vitest';
import { phraseCutter, phraseFinder } from '../../../src/domain/language/phrase.ts';

const stands = (phrase: string, said: string) => phraseFinder([phrase])(said.split(' '));

describe('a phrase', () => {
  it.each([
    ['onde fica/ficam', 'e onde ficam voces'],
    ['dor [muito] [forte] no peito', 'dor forte no peito'],
    ['dor [muito] [forte] no peito', 'dor no peitoo'],
    ['infart*', 'acho que infartou'],
    ['nao … respirar', 'nao estou conseguindo mais respirar'],
    ['tomei ## comprimidos', 'tomei 20 comprimidos'],
    ['em ####', 'foi em 2019'],
    ['^ quanto $', 'quanto'],
    ['aceita !pix _', 'aceita unimed'],
    ['dr !*ou _', 'dr caio'],
  ])('%s stands in "%s"', (phrase, said) => {
    expect(stands(phrase, said)).toBe(true);
  });

  it.each([
    ['onde fica/ficam', 'fica onde'],
    ['dor no peito', 'dor no pe'],
    ['=lixo', 'luxo'],
    ['nao … respirar', 'nao quero mais nada disso por favor respirar'],
    ['tomei ## comprimidos', 'tomei 2 comprimidos'],
    ['em ####', 'em 1234'],
    ['^ quanto $', 'quanto custa'],
    ['aceita !pix _', 'aceita pix'],
    ['aceita !pix _', 'aceita'],
    ['dr !*ou _', 'dr chegou'],
    ['vontade de morrer', 'vontade de correr'],
  ])('%s does not stand in "%s"', (phrase, said) => {
    expect(stands(phrase, said)).toBe(false);
  });
});

describe('cutting phrases out', () => {
  it('takes all of them out, and nothing reads across the cut', () => {
    const cut = phraseCutter(['de rir']);
    const left = cut('quase morri de rir hoje'.split(' '));
    expect(phraseFinder(['morri'])(left)).toBe(true);
    expect(phraseFinder(['rir'])(left)).toBe(false);
    expect(phraseFinder(['morri hoje', 'morri … hoje', 'morri _'])(left)).toBe(false);
  });

  it('leaves other words as they are', () => {
    const words = ['bom', 'dia'];
    expect(phraseCutter(['de rir'])(words)).toBe(words);
  });
});
