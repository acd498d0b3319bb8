import { describe, expect, it } from 'vitest';
import { held, talkOf } from './free-times.ts';

describe('a time that is gone', () => {
  it('when it is tapped, the nearest ones are offered', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    talk.take('2026-12-02 14:30');
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toContain('não está mais livre');
    expect(talk.titles).toEqual(expect.arrayContaining(['qua 02/12 às 13:00', 'qua 02/12 às 15:00']));
    expect(talk.holds).toEqual([]);
  });

  it('when somebody was faster at the last moment, the nearest ones are offered in the same turn', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    talk.world.rivals = 1;
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toContain('não está mais livre');
    expect(talk.titles).not.toContain('qua 02/12 às 14:30');
    expect(talk.holds).toEqual([]);
  });

  it('when the list is days old, it is looked up anew', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
    const old = talk.idOf('qui 26/11 às 08:00')!;
    talk.pass(3 * 1_440);
    await talk.tapId(old);
    expect(talk.text).toContain('já passou');
    expect(talk.titles[0]).toBe('seg 30/11 às 08:00');
    await talk.tapId(talk.idOf('qua 02/12 às 15:00')!);
    expect(talk.holds).toHaveLength(1);
  });

  it('when the hold has run out but it is free, it is held again and asked again', async () => {
    const talk = await held();
    talk.pass(60);
    await talk.tap('Confirmar');
    expect(talk.requested).toEqual([]);
    expect(talk.text).toMatch(/continua livre[\s\S]*Confirma\?/);
    await talk.tap('Confirmar');
    expect(talk.requested).toHaveLength(1);
  });

  it('when the hold has run out and somebody has it now, others are offered', async () => {
    const talk = await held();
    talk.pass(60);
    talk.take('2026-12-02 14:30');
    await talk.say('sim');
    expect(talk.text).toContain('já não está livre');
    expect(talk.titles).toContain('qua 02/12 às 15:00');
  });

  it('when the calendar refused it, the way on is a tap away', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    talk.calendarRefuses();
    talk.take('2026-12-02 14:30');
    await talk.tapId('soon:consulta-dermato:lara:');
    expect(talk.titles[0]).toBe('qui 26/11 às 08:00');
    await talk.tap('Confirmar');
    expect(talk.text).toContain('já não está livre');
  });

  it('when there is none at all, a person can help', async () => {
    const talk = talkOf({ free: [] });
    await talk.say('quero marcar consulta dermatológica amanhã');
    expect(talk.text).toContain('Não encontrei horário livre');
    expect(talk.titles).toContain('Falar com a equipe');
  });
});

describe('ids that nobody gave', () => {
  it.each([
    'slot:consulta-dermato:lara:20261202T1731Z',
    'slot:consulta-dermato:otavio:20261202T1730Z',
    'slot:consulta-dermato:lara:20991231T2359Z',
  ])('a time that is not offered is not held: %s', async (id) => {
    const talk = talkOf();
    await talk.tapId(id);
    expect(talk.holds).toEqual([]);
    expect(talk.text).not.toBe('');
  });

  it.each([
    'slot:holter:lara:20261202T1730Z',
    'slot:consulta-dermato:lara:20260231T1730Z',
    'slot:consulta-dermato',
    'slot::::::',
    'confirm:1',
    'confirm:',
    "confirm:' or 1=1",
    'on:consulta-dermato:lara:2026-13-01.morning',
    'patient:nobody',
  ])('one that means nothing is as if it were out of date: %s', async (id) => {
    const talk = talkOf();
    await talk.tapId(id, '…');
    expect(talk.asked).toEqual([]);
    expect(talk.text).toContain('não está mais disponível');
  });

  it.each(['confirm', 'other', 'release', 'show', 'move', 'cancel', 'sure', 'keep'])(
    '%s on an appointment of somebody else changes and tells nothing',
    async (act) => {
      const talk = talkOf();
      const other = { ...(await anOtherAppointment()) };
      talk.add(other);
      await talk.tapId(`${act}:${other.id}`);
      expect(talk.last.appointmentChanges).toBeUndefined();
      expect(talk.text).toContain('Não encontrei esse horário entre os seus');
      expect(talk.text).not.toContain('14:30');
    },
  );

  it('a list of times cannot move an appointment of somebody else', async () => {
    const talk = talkOf();
    const other = await anOtherAppointment();
    talk.add(other);
    await talk.tapId(`slot:consulta-dermato:lara:20261202T1800Z:${other.id}`);
    expect(talk.last.appointmentChanges).toBeUndefined();
    await talk.tapId(`soon:consulta-dermato:lara::${other.id}`);
    expect(talk.last.appointmentChanges).toBeUndefined();
    expect(talk.text).toContain('Não encontrei esse horário entre os seus');
  });
});

async function anOtherAppointment() {
  const talk = await held();
  return { ...talk.holds[0]!, contactId: 'somebody-else' as never, conversationId: 'another' as never };
}
