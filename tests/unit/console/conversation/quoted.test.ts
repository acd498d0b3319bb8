import { expect, it } from 'vitest';
import { quotedInOneLine } from '../../../../console/src/words/conversation-words.ts';

it.each([
  ['a text', { type: 'text', text: 'Onde fica?' }, 'Onde fica?'],
  ['a picture with words', { type: 'image', text: 'a receita', media: {} }, 'Foto: a receita'],
  ['a picture without', { type: 'image', text: '', media: {} }, 'Foto'],
  [
    'a document by its name',
    { type: 'document', text: '', media: { fileName: 'exame.pdf' } },
    'Documento: exame.pdf',
  ],
  ['a recording', { type: 'audio', text: '' }, 'Áudio'],
  ['a place', { type: 'location', text: 'Rua das Flores, 10' }, 'Localização: Rua das Flores, 10'],
  ['what was deleted', { type: 'image', text: '', deletedAt: '2026-11-30T12:00:00Z' }, 'Mensagem apagada'],
  ['what is newer than this page', { type: 'hologram', text: '' }, 'Mensagem'],
])('%s that is quoted is said in a line', (_, quoted, words) => {
  expect(quotedInOneLine(quoted)).toBe(words);
});
