import { describe, expect, it } from 'vitest';
import { bookingTalk } from '../booking-talk.ts';
import { free, patient, stateOf } from './a-patient.ts';

describe('an agenda that cannot be asked', () => {
  const booking = async (talk: ReturnType<typeof bookingTalk>) => {
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
  };

  it.each(['unreadable', 'needs-clinic'] as const)(
    '(%s) lets the wish be taken and passed on, and the patient is told so',
    async (failure) => {
      const talk = bookingTalk({ free });
      talk.world.failure = failure;
      await talk.say('quero marcar consulta dermatológica quinta de manhã');
      expect(talk.last.handover?.reason).toBe('booking-request');
      expect(talk.text).toContain('ainda não está marcado');
      expect(talk.text.includes('Não consegui consultar a nossa agenda agora')).toBe(
        failure === 'unreadable',
      );
    },
  );

  it('in the middle of a booking makes a tapped time the wish for it', async () => {
    const talk = bookingTalk({ free });
    await booking(talk);
    talk.world.failure = 'unreadable';
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.last.handover?.summary).toContain('Consulta dermatológica com Dra. Lara Monteiro');
    expect(talk.text).toMatch(/quarta-feira \(02\/12\), por volta das 14h30/);
    expect(talk.last.appointmentChanges).toBeUndefined();
  });

  it('in the middle of a move lets people be asked, and the old time stays', async () => {
    const talk = patient();
    await talk.say('preciso remarcar minha consulta');
    talk.world.failure = 'unreadable';
    await talk.tap('Próximos horários');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
    expect(talk.text).toContain('nada foi alterado');
  });

  it('does not keep anybody from cancelling', async () => {
    const talk = patient();
    talk.world.failure = 'needs-clinic';
    await talk.say('quero desmarcar');
    await talk.say('sim');
    expect(stateOf(talk, 1)).toBe('cancelled');
  });

  it('is not the same as no free time: an unread calendar is unknown', async () => {
    const talk = bookingTalk({ free });
    talk.world.unknown = ['lara'];
    await talk.say('quero marcar consulta dermatológica quinta de manhã');
    expect(talk.text).toContain('Não consegui consultar a nossa agenda agora');
    expect(talk.last.handover?.reason).toBe('booking-request');
  });

  it('goes on with the booking when it is back', async () => {
    const talk = bookingTalk({ free });
    talk.world.failure = 'unreadable';
    await talk.say('quero marcar consulta dermatológica');
    expect(talk.text).toContain('Qual dia e período');
    talk.world.failure = undefined;
    await talk.say('dia 2 às 14:30');
    expect(talk.text).toContain('Confirma?');
  });
});

describe('when the clinic has no calendar any more', () => {
  it('what was held becomes a wish, whatever way the yes is said', async () => {
    for (const said of ['sim', 'Confirmar']) {
      const talk = bookingTalk({ free });
      await talk.say('quero marcar consulta dermatológica dia 2 às 14:30');
      talk.world.canBook = false;
      if (said === 'sim') await talk.say(said);
      else await talk.tap(said);
      expect(talk.last.handover?.reason).toBe('booking-request');
      expect(talk.text).toMatch(/02\/12\), por volta das 14h30/);
      expect(talk.last.appointmentChanges).toBeUndefined();
    }
  });

  it.each(['Remarcar', 'Cancelar consulta'])('"%s" goes to people', async (title) => {
    const talk = patient();
    await talk.say('minhas consultas');
    talk.world.canBook = false;
    await talk.tap(title);
    expect(talk.last.handover?.reason).toBe('asked-for-human');
    expect(talk.text).toContain('nada foi alterado');
  });

  it('the menu does not promise what it cannot show', async () => {
    const talk = patient();
    talk.world.canBook = false;
    await talk.say('oi');
    expect(talk.titles).not.toContain('Meus horários');
  });
});
