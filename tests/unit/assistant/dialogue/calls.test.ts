import { describe, expect, it } from 'vitest';
import { demoClinic } from '../../../../src/bootstrap/local/demo-clinic.ts';
import { answerTo, contextOf, nightTime, talk, textOf } from '../talk.ts';

const call = { type: 'call', text: 'Ligação perdida', details: { call: { outcome: 'missed' } } } as const;
const { clinica } = demoClinic.contextualization;
const withContacts = (contatos: object) =>
  contextOf({
    ...demoClinic.contextualization,
    clinica: {
      ...clinica,
      informacoes_basicas: { ...clinica.informacoes_basicas, telefone: undefined },
      contatos,
    },
  });

describe('a call that nobody took', () => {
  it('is told that this number answers by message, with the clinic’s telephone', async () => {
    const answer = await answerTo(call);
    expect(textOf(answer)).toContain(
      'Vi a sua ligação, mas este número atende só por mensagem. Escreva por aqui como posso ajudar.',
    );
    expect(textOf(answer)).toContain('ligue para +55 11 5550-0142.');
    expect(answer.handover).toBeUndefined();
  });

  it('is told when the telephone is answered, at night', async () => {
    expect(textOf(await answerTo(call, { now: nightTime }))).toContain(
      'ligue para +55 11 5550-0142, no horário de atendimento.',
    );
  });

  it.each([
    ['has none', {}],
    ['has this number only', { telefone_principal: '+55 11 98888-7777', whatsapp: '(11) 98888-7777' }],
  ])('is told no telephone where the clinic %s', async (_, contacts) => {
    const text = textOf(await answerTo(call, { context: withContacts(contacts) }));
    expect(text).toContain('atende só por mensagem');
    expect(text).not.toContain('ligue');
  });

  it('comes to the team when it is repeated', async () => {
    const { handover } = await talk([call, call, call, call]);
    expect(handover?.reason).toBe('not-understood');
  });

  it('is mentioned beside the answer to what was written with it', async () => {
    const text = textOf(await answerTo([call, 'onde fica?']));
    expect(text).toMatch(/atende só por mensagem\.[\s\S]*endereço/);
    expect(text).not.toContain('Escreva por aqui como posso ajudar');
  });

  it('is told where help is, a short while after an alarm', async () => {
    const text = textOf(await answerTo(call, { isAfterAlarm: true }));
    expect(text).toContain('SAMU: 192');
  });
});
