import { describe, expect, test } from 'vitest';
import { shownOf } from '../../../../console/src/inbox/rows.ts';
import { saidWords } from '../../../../console/src/words/conversation-words.ts';
import { waitingSince } from '../../../support/builders/a-listed-conversation.ts';

const said = (origin: string, text: string, more: { deletedAt?: string } = {}) => ({
  id: text,
  direction: origin === 'patient' ? ('inbound' as const) : ('outbound' as const),
  origin,
  type: 'text',
  text,
  createdAt: '2026-11-30T12:00:00Z',
  ...more,
});
const asked = said('patient', 'Tem horário?');

describe('what a row shows', () => {
  test.each([
    ['of the team what it answered', said('human', 'Tem sim'), 'Equipe: Tem sim'],
    ['of the clinic’s phone too', said('staff', 'Tem sim'), 'Clínica: Tem sim'],
    ['of a notice that it is one', said('notice', 'Amanhã às 9h'), 'Aviso: Amanhã às 9h'],
    ['what the patient wants, where the assistant has answered', said('assistant', 'Olá!'), 'Tem horário?'],
    ['that it was deleted', said('human', '', { deletedAt: '2026-11-30' }), 'Equipe: Mensagem apagada'],
  ])('%s', (_, lastMessage, words) => {
    expect(saidWords(shownOf({ lastMessage, lastPatientMessage: asked })!)).toBe(words);
  });

  test('the patient’s words where they wait for people, whatever was said since', () => {
    const waits = { ...waitingSince(1), lastMessage: said('notice', 'Amanhã'), lastPatientMessage: asked };
    expect(shownOf(waits)).toBe(asked);
  });

  test('who has not written yet has what was said to them', () => {
    expect(saidWords(shownOf({ lastMessage: said('assistant', 'Olá!') })!)).toBe('Assistente: Olá!');
    expect(shownOf({})).toBeUndefined();
  });
});
