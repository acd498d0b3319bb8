import { describe, expect, it } from 'vitest';
import { calls, scriptedAssistant } from '../../../support/worlds/model-talk.ts';
import { anAppointment, bookingTalk, local } from '../booking-talk.ts';

const free = ['2026-11-26 08:00', '2026-11-26 14:30', '2026-11-27 10:00'].map((at) => ({ at }));
/** What a machine understood of a recording. */
const heard = (text: string) => ({ type: 'audio' as const, text, isTranscript: true });

/** A time is held, and the patient is asked for a yes. */
async function asked() {
  const talk = bookingTalk({ free });
  await talk.say('quero marcar dermatologista com a Dra. Lara quinta às 14h30');
  expect(talk.titles).toEqual(['Confirmar', 'Outro horário', 'Cancelar']);
  return talk;
}

describe('what was only heard', () => {
  it.each(['sim', 'Confirmar', 'confirmo', '1', 'pode confirmar esse horário', 'sim, quinta às 14h30'])(
    'as “%s” books nothing: it is repeated, and asked for again',
    async (said) => {
      const talk = await asked();
      await talk.say(heard(said));
      expect(talk.last.appointmentChanges).toBeUndefined();
      expect(talk.text).toContain(`Entendi do seu áudio: “${said}”`);
      expect(talk.text).toContain('Confirma?');
      expect(talk.titles).toEqual(['Confirmar', 'Outro horário', 'Cancelar']);
      await talk.say('sim');
      expect(talk.requested).toHaveLength(1);
    },
  );

  it.each(['não', 'cancelar', '3', 'quero cancelar', 'Outro horário'])(
    'as “%s” lets no held time go',
    async (said) => {
      const talk = await asked();
      await talk.say(heard(said));
      expect(talk.last.appointmentChanges).toBeUndefined();
      expect(talk.text).toContain('Entendi do seu áudio');
      expect(talk.titles.length).toBeGreaterThan(1);
      expect(talk.holds).toHaveLength(1);
    },
  );

  it.each(['sim', 'Sim, cancelar', '1', 'pode cancelar', 'quero cancelar'])(
    'as “%s” cancels nothing, until it is tapped',
    async (said) => {
      const talk = bookingTalk({ free });
      talk.add(anAppointment(1, '2026-11-30 09:00'));
      await talk.say(heard('quero desmarcar'));
      expect(talk.text).toContain('quer mesmo cancelar');
      await talk.say(heard(said));
      expect(talk.appointments).toMatchObject([{ state: 'confirmed' }]);
      expect(talk.text).toContain('quer mesmo cancelar');
      await talk.tap('Sim, cancelar');
      expect(talk.appointments).toMatchObject([{ state: 'cancelled' }]);
    },
  );

  it('moves nothing, until it is confirmed by hand', async () => {
    const talk = bookingTalk({ free });
    talk.add(anAppointment(1, '2026-11-30 09:00'));
    await talk.say(heard('quero remarcar para quinta às 14h30'));
    expect(talk.text).toContain('Confirma a troca?');
    await talk.say(heard('sim'));
    expect(talk.requested).toEqual([]);
    await talk.tap('Confirmar');
    expect(talk.requested).toHaveLength(1);
  });

  it('chooses a time, which is asked about', async () => {
    const talk = bookingTalk({ free });
    await talk.say(heard('quero marcar dermatologista com a Dra. Lara quinta às 14h30'));
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-26 14:30') } }]);
  });

  it('does not weaken a tap that comes with it', async () => {
    const talk = await asked();
    await talk.tap('Confirmar', heard('obrigada'));
    expect(talk.requested).toHaveLength(1);
  });

  it('books no second time, and does not confirm the first one', async () => {
    const talk = await asked();
    await talk.say(heard('sim, e quero marcar mais um'));
    expect(talk.requested).toEqual([]);
    expect(talk.titles).toContain('Confirmar');
  });

  it('lets nothing go by way of a model', async () => {
    const { assistant } = scriptedAssistant({
      think: () => calls(['ask_to_cancel', { appointment: 'a1' }]),
    });
    const talk = bookingTalk({ free, assistant });
    await talk.say({ text: 'x' });
    const guided = await asked();
    for (const one of guided.holds) talk.add(one);
    await talk.say(heard('deixa eu pensar melhor nessa história'));
    expect(talk.holds).toHaveLength(1);
    expect(talk.titles).toContain('Confirmar');
    await talk.say('deixa eu pensar melhor nessa história');
    expect(talk.holds).toEqual([]);
  });
});
