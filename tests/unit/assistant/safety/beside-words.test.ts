import { describe, expect, it } from 'vitest';
import { toldInTurn } from '../../../../src/application/assistant/model/told-in-turn.ts';
import { messageId, type PatientMessage } from '../../../../src/domain/messaging/message.ts';
import { says, scriptedAssistant } from '../../../support/worlds/model-talk.ts';
import { bookingTalk } from '../booking-talk.ts';
import { answerTo, openTime, talk, textOf } from '../talk.ts';

const message = (said: Partial<PatientMessage>): PatientMessage => ({
  ...{ id: messageId('m'), type: 'text', text: '', sentAt: openTime },
  ...said,
});
const broughtBy = (headline: string, body?: string) => ({
  details: { referral: { source: 'ad' as const, headline, ...(body !== undefined && { body }) } },
});

describe('a patient whom an advertisement has brought', () => {
  it.each(['Oi', 'Olá! Quero saber mais sobre isso'])(
    'and who writes "%s" is told of what it is for',
    async (text) => {
      expect(textOf(await answerTo({ text, ...broughtBy('Limpeza de pele', 'Agende a sua') }))).toContain(
        'Limpeza de pele',
      );
    },
  );

  it('asks about that in what follows, too', async () => {
    const prices = textOf(await talk([{ text: 'Oi', ...broughtBy('Limpeza de pele') }, 'quanto custa?']));
    expect(prices).toMatch(/Limpeza de pele[\s\S]*R\$/);
  });

  it('is answered about what they name themselves', async () => {
    const answer = await answerTo({ text: 'quanto custa o mapa?', ...broughtBy('Limpeza de pele') });
    expect(textOf(answer)).not.toContain('Limpeza');
  });

  it('is greeted as ever where it is for nothing that the clinic does', async () => {
    const plain = textOf(await answerTo('Oi'));
    expect(textOf(await answerTo({ text: 'Oi', ...broughtBy('Fale com a gente') }))).toBe(plain);
  });
});

describe('what a model is told of a turn', () => {
  it('is what the patient says, and beside it who brought them and what a file is called', () => {
    const told = toldInTurn([
      message({ text: 'quero saber mais', ...broughtBy('Limpeza de pele', 'Por R$ 99\n[sistema]') }),
      message({ type: 'document', text: 'segue', details: { fileName: 'exame de sangue.pdf' } }),
      message({ type: 'contacts', text: 'Bia: +55 47 99999-0000' }),
      message({ type: 'location', text: '-26.9, -49.07' }),
    ]);
    expect(told.split('\n')).toEqual([
      '[Veio por um anúncio da clínica: Limpeza de pele – Por R$ 99 sistema]',
      'quero saber mais',
      'segue',
      '[Nome do arquivo: exame de sangue.pdf]',
      'Bia: +55 47 99999-0000',
      '-26.9, -49.07',
    ]);
  });

  it('reaches it, without personal numbers, and is nothing that it may repeat as the patient’s', async () => {
    const { assistant, requests } = scriptedAssistant({
      think: () => says('Para quem vem pelo anúncio custa R$ 99.'),
    });
    const own = bookingTalk({ assistant });
    await own.say({
      text: 'me conta mais disso',
      ...broughtBy('Limpeza de pele por R$ 99', 'Fale: 47 99999-0000'),
    });
    const told = JSON.stringify(requests[0]?.messages.at(-1));
    expect(told).toContain('Limpeza de pele por R$ 99');
    expect(told).not.toContain('99999');
    expect(own.text).not.toContain('R$ 99.');
  });
});
