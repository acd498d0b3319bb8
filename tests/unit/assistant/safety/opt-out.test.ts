import { describe, expect, it } from 'vitest';
import {
  isForbiddenByOptOut,
  lastPreference,
} from '../../../../src/domain/messaging/people/message-preference.ts';
import { preferenceAboutMessages } from '../../../../src/domain/messaging/people/opt-out-words.ts';

describe('whoever wants no more messages', () => {
  it.each([
    'parar',
    'PARAR',
    'Sair',
    'stop',
    'Oi, parar por favor',
    'quero sair da lista',
    'não quero mais receber mensagens',
    'Não quero receber mais lembretes de vocês, obrigada',
    'nao quero mais mensagens',
    'parem de me mandar mensagens',
    'pare de enviar propaganda',
    'não me mande mais mensagens',
    'quero parar de receber mensagens',
    'chega de mensagens',
    'não quero mais receber',
    'não quero receber mais nada de vocês',
    'não me mande mais nada',
    'por favor não me mandem mais nada',
    'me tira dessa lista',
    'parar promoções',
  ])('is heard: "%s"', (text) => expect(preferenceAboutMessages(text)).toBe('stop'));

  it.each(['voltar', 'Quero receber', 'quero voltar a receber mensagens', 'pode mandar mensagens de novo'])(
    'may take it back: "%s"',
    (text) => expect(preferenceAboutMessages(text)).toBe('resume'),
  );

  it.each([
    'quero parar de tomar o remédio',
    'cancelar consulta',
    'quero cancelar',
    'pagar',
    'não recebi mensagem',
    'não recebi mais mensagens de vocês',
    'não quero mais a consulta',
    'não quero mais',
    'não quero mais nada',
    'não quero receber o resultado por aqui',
    'não recebi mais nada',
    'posso parar de tomar o anticoncepcional?',
    'quando posso sair do repouso?',
    'que horas vocês vão sair?',
    'quero receber o resultado do exame',
    'quero voltar na dra. Lara',
    'voltar ao menu',
    'não consigo parar de sangrar',
    'parar de fumar',
    'para amanhã',
    'não quero mais receber mensagens, quero marcar uma consulta com a dra. Lara na terça',
    'bom dia',
  ])('is not read into "%s"', (text) => expect(preferenceAboutMessages(text)).toBeUndefined());

  it('is obeyed for what the clinic starts, and never for what the patient needs to know', () => {
    expect(isForbiddenByOptOut('reminder', true)).toBe(true);
    expect(isForbiddenByOptOut('team-text', false)).toBe(true);
    expect(isForbiddenByOptOut('team-text', true)).toBe(false);
    for (const purpose of ['confirmation', 'cancelled', 'moved', 'reopening'] as const)
      expect(isForbiddenByOptOut(purpose, false)).toBe(false);
  });

  it('is believed by the last word, in any order', () => {
    const stop = { wantsMessages: false, at: new Date(1), by: 'message' } as const;
    const resume = { wantsMessages: true, at: new Date(2), by: 'whatsapp' } as const;
    expect(lastPreference(stop, resume)).toBe(resume);
    expect(lastPreference(resume, stop)).toBe(resume);
    expect(lastPreference(undefined, stop)).toBe(stop);
  });
});
