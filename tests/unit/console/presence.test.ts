import { describe, expect, it } from 'vitest';
import { after, nobody, presenceWords, stillHere } from '../../../console/src/conversation/team/presence.ts';

const names = new Map([
  ['user:ana', 'Ana Prado'],
  ['user:bia', 'Bia Luz'],
]);
const words = (present: typeof nobody) => presenceWords(present, (actor) => names.get(actor))?.text;
const told = (doing: string, actor = 'user:ana') => ({
  actor,
  doing,
  seconds: { reading: 25, writing: 8 }[doing] ?? 0,
});

describe('who is in a conversation', () => {
  it('is said in a few words, who writes before who reads', () => {
    const reads = after(nobody, told('reading'), 0);
    expect(words(reads)).toBe('Ana também está aqui');
    const both = after(reads, told('writing', 'user:bia'), 0);
    expect(words(both)).toBe('Bia está escrevendo…');
    expect(words(after(both, told('writing'), 0))).toBe('Ana e Bia estão escrevendo…');
    expect(words(after(both, told('reading', 'user:bia'), 0))).toBe('Ana e Bia também estão aqui');
    const three = after(after(both, told('writing'), 0), told('writing', 'user:caio'), 0);
    expect(words(three)).toBe('3 colegas estão escrevendo…');
    expect(words(after(nobody, told('writing', 'local:operator'), 0))).toBe(
      'Alguém da equipe está escrevendo…',
    );
  });

  it('is forgotten when it is not said again: first the writing, then the person', () => {
    const writes = after(after(nobody, told('reading'), 0), told('writing'), 1_000);
    expect(words(stillHere(writes, 8_999))).toBe('Ana está escrevendo…');
    expect(words(stillHere(writes, 9_001))).toBe('Ana também está aqui');
    expect(stillHere(writes, 25_001)).toEqual(nobody);
    expect(stillHere(writes, 2_000)).toBe(writes);
  });

  it('ends at once for whoever has closed it, and stays so when that is said again', () => {
    const gone = after(after(nobody, told('writing'), 0), told('left'), 1);
    expect(words(gone)).toBeUndefined();
    expect(words(after(gone, told('left'), 2))).toBeUndefined();
  });
});
