import { describe, expect, it } from 'vitest';
import { local } from '../booking-talk.ts';
import { held, talkOf } from './free-times.ts';

describe('the way to an appointment', () => {
  it('goes from service over day to time, holds it, and books it on a yes', async () => {
    const talk = talkOf();
    await talk.say('oi, quero marcar uma consulta');
    expect(talk.text).toContain('Qual atendimento');
    await talk.tap('Consulta dermatológica');
    expect(talk.titles).toEqual([
      'Próximos horários',
      'quinta 26/11, manhã',
      'segunda 30/11, manhã',
      'quarta 02/12, tarde',
      'quarta 02/12, noite',
    ]);
    await talk.tap('quarta 02/12, tarde');
    expect(talk.titles).toEqual([
      'qua 02/12 às 13:00',
      'qua 02/12 às 14:30',
      'qua 02/12 às 15:00',
      'Ver mais horários',
      'Outro dia',
    ]);
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toBe(
      'Reservei *Consulta dermatológica* com Dra. Lara Monteiro para quarta-feira, 02/12, às 14:30. Guardo esse horário para você por 10 minutos.\n\nConfirma?',
    );
    expect(talk.titles).toEqual(['Confirmar', 'Outro horário', 'Cancelar']);
    expect(talk.holds).toMatchObject([
      { slot: { start: local('2026-12-02 14:30') }, calendarId: 'cal-lara' },
    ]);
    await talk.tap('Confirmar');
    expect(talk.requested).toHaveLength(1);
  });

  it('says nothing after the yes: the calendar’s answer is the answer', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    expect(talk.last.replies).toEqual([]);
    await talk.say('e aí, deu certo?');
    expect(talk.text).toContain('Ainda estou registrando');
    talk.calendarConfirms();
    await talk.say('minhas consultas');
    expect(talk.text).toContain('quarta-feira, 02/12, às 14:30');
  });

  it('lists the next times by pages', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
    expect(talk.titles).toHaveLength(10);
    await talk.tap('Ver mais horários');
    expect(talk.titles).toEqual(['qua 02/12 às 15:00', 'qua 02/12 às 18:00', 'Outro dia']);
  });

  it.each([
    ['quero marcar consulta dermatológica quarta dia 2 às 14h30', 'para quarta-feira, 02/12, às 14:30'],
    ['tem horário dia 2/12 às 15:00 para consulta dermatológica?', 'para quarta-feira, 02/12, às 15:00'],
    ['consulta dermatológica, 26/11 às 9h, pode marcar?', 'para quinta-feira, 26/11, às 09:00'],
  ])('holds a time that was named and is free: %s', async (said, expected) => {
    const talk = talkOf();
    await talk.say(said);
    expect(talk.text).toContain(expected);
    expect(talk.holds).toHaveLength(1);
    expect(talk.requested).toEqual([]);
  });
});

describe('times in the patient’s own words', () => {
  const firstTitle = async (said: string) => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.say(said);
    return talk.titles[0];
  };

  it.each([
    ['dia 30 de manhã', 'seg 30/11 às 08:00'],
    ['segunda', 'seg 30/11 às 08:00'],
    ['dia 2 à noite', 'qua 02/12 às 18:00'],
    ['dia 2 depois das 14h', 'qua 02/12 às 14:30'],
    ['semana que vem', 'seg 30/11 às 08:00'],
    ['o mais cedo possível', 'qui 26/11 às 08:00'],
    ['tanto faz', 'qui 26/11 às 08:00'],
    ['à tarde', 'qua 02/12 às 13:00'],
    ['às 3 da tarde', 'qua 02/12 às 15:00'],
  ])('%s', async (said, title) => {
    expect(await firstTitle(said)).toBe(title);
  });

  it('goes earlier, later, and to another day from what was shown', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2 à tarde');
    await talk.say('tem mais cedo?');
    expect(talk.titles[0]).toBe('qui 26/11 às 08:00');
    expect(talk.titles).not.toContain('qua 02/12 às 13:00');
    await talk.say('tem mais tarde?');
    expect(talk.titles[0]).toBe('qua 02/12 às 13:00');
    await talk.say('pode ser outro dia?');
    expect(talk.titles).toContain('segunda 30/11, manhã');
  });

  it('names the times again that are still free when something is asked in between', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2 à tarde');
    const shown = talk.titles.filter((title) => title.startsWith('qua 02/12'));
    await talk.say('quanto custa?');
    expect(talk.text).toMatch(/R\$ [\s\S]*continuam livres: \*qua 02\/12 às 13:00\*/);
    expect(talk.titles.filter((title) => title.startsWith('qua 02/12'))).toEqual(shown);
    await talk.say('aceita pix?');
    await talk.say('2');
    expect(talk.text).toContain(`Reservei *Consulta dermatológica*`);
    expect(talk.text).toContain(shown[1]?.replace('qua ', '').replace(' às', ', às'));
  });

  it('takes a bare time for the day that is being looked at', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('pode ser 15h?');
    expect(talk.text).toContain('02/12, às 15:00. Guardo esse horário para você por 10 minutos');
  });

  it.each([
    ['hoje às 15h', 'pelo menos 24 horas de antecedência'],
    ['amanhã de manhã', 'pelo menos 24 horas de antecedência'],
    ['dia 24/12', 'abre até 14 dias à frente, até 08/12'],
    ['domingo', 'Não atendemos no domingo (29/11)'],
    ['sexta às 10h', 'Não tenho horário livre na sexta-feira (27/11) às 10h'],
  ])('explains why there is nothing, and offers the nearest: %s', async (said, why) => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.say(said);
    expect(talk.text).toContain(why);
    expect(talk.text).toContain('mais próximos');
    expect(talk.titles.length).toBeGreaterThan(2);
    expect(talk.holds).toEqual([]);
  });
});
