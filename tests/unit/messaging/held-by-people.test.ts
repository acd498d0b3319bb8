import { describe, expect, it } from 'vitest';
import { defaultHandoverPatienceMs } from '../../../src/domain/assistant/who-answers.ts';
import { aGuidedTalk } from '../../support/assistant/a-guided-talk.ts';

const minutes = (n: number) => n * 60_000;
/** Local time in São Paulo. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00-03:00`);
const day = { abertura: '08:00', fechamento: '18:00' };
const contextualization = {
  clinica: { horario_funcionamento: { segunda: day, terca: day, quarta: day, quinta: day, sexta: day } },
};

/** A clinic that is open on workdays from 8 to 18, and one patient. */
function aConversation(start: string) {
  const talk = aGuidedTalk({ contextualization });
  talk.world.clock.advance(at(start).getTime() - talk.world.clock.now().getTime());
  return talk;
}

const samu = 'SAMU: 192';

describe('an emergency, while a person of the clinic has the conversation', () => {
  it('is answered once, and each message of it alarms the team again', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('oi');
    await talk.takeOver();
    expect(await talk.says('quanto custa a consulta?')).toBe('');

    expect(await talk.says('minha mãe desmaiou')).toContain(samu);
    expect(await talk.alerts()).toEqual({ emergency: 1 });
    expect(await talk.says('ela não acorda!!')).toBe('');
    const [alert] = await talk.world.stores.alerts.list({ reach: 'all', state: 'open', limit: 5 });
    expect(alert).toMatchObject({ kind: 'emergency', occurrences: 2 });
    expect(talk.row()).toMatchObject({ mode: 'human' });
  });

  it('is told of CVV too when it turns to thoughts of dying', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('oi');
    await talk.takeOver();
    await talk.says('estou passando muito mal');
    expect(await talk.says('não quero mais viver')).toContain('188');
  });

  it('is over for the team when somebody of the clinic acts', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('minha mãe desmaiou');
    expect(await talk.alerts()).toEqual({ emergency: 1 });
    await talk.staffWrite();
    expect(await talk.alerts()).toEqual({});
  });
});

describe('an alarm', () => {
  it('never ends the conversation: after a false one the assistant goes on', async () => {
    const talk = aConversation('2026-11-24 10:00');
    expect(await talk.says('socorro')).toContain(samu);
    expect(await talk.says('onde fica a clínica?')).not.toBe('');
    expect(talk.row()).toMatchObject({ mode: 'assistant' });
    expect(await talk.alerts()).toEqual({ emergency: 1 });
  });

  it('is said again in one line, and what is not understood after it points to SAMU', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('minha mãe desmaiou');
    const again = await talk.says('ela desmaiou de novo');
    expect(again).toContain(samu);
    expect(again).not.toContain('Já avisei');
    expect(await talk.says('xpto blablu')).toContain(samu);
  });
});

describe('a conversation that was handed over', () => {
  it('at night is gone on with, and the patient knows when somebody will look', async () => {
    const talk = aConversation('2026-11-24 22:00');
    expect(await talk.says('quero falar com uma pessoa')).toContain('a partir das 08h');
    expect(talk.row()).toMatchObject({
      mode: 'human',
      attention: { handover: { reason: 'asked-for-human' } },
    });
    expect(await talk.says('qual o horário de vocês?')).toContain('08h');
    expect(await talk.says('xpto blablu')).toContain('Deixei a sua mensagem para a nossa equipe');
    expect(await talk.alerts()).toEqual({ handover: 1 });
  });

  it('by day waits for people as long as somebody may come, then says so once and goes on', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('quero falar com uma pessoa');
    expect(await talk.says('qual o horário de vocês?')).toBe('');
    talk.world.clock.advance(defaultHandoverPatienceMs);
    const first = await talk.says('qual o horário de vocês?');
    expect(first).toContain('ainda não viu');
    expect(first).toContain('08h');
    expect(await talk.says('qual o horário de vocês?')).not.toContain('ainda não viu');
  });

  it('is left to whoever of the clinic has looked at it', async () => {
    const talk = aConversation('2026-11-24 10:00');
    await talk.says('quero falar com uma pessoa');
    talk.world.clock.advance(defaultHandoverPatienceMs);
    await talk.markRead();
    expect(await talk.says('qual o horário de vocês?')).toBe('');
    talk.world.clock.advance(minutes(20));
    await talk.staffWrite();
    talk.world.clock.advance(minutes(20));
    expect(await talk.says('qual o horário de vocês?')).toBe('');
  });
});

describe('a patient who wants no robot', () => {
  it('is answered by people only, from now on, until they want it back', async () => {
    const talk = aConversation('2026-11-24 10:00');
    expect(await talk.says('não quero falar com robô')).toContain('só pessoas da nossa equipe');
    expect(await talk.alerts()).toEqual({ handover: 1 });
    talk.world.clock.advance(defaultHandoverPatienceMs);
    expect(await talk.says('qual o horário de vocês?')).toBe('');

    await talk.staffWrite();
    talk.world.clock.advance(minutes(13 * 60));
    expect(await talk.says('qual o horário de vocês?')).toContain(
      'Passei a sua mensagem para a nossa equipe',
    );
    expect(await talk.says('alguém?')).toBe('');
    expect(await talk.says('minha mãe desmaiou')).toContain(samu);

    expect(await talk.says('assistente')).not.toBe('');
    expect(await talk.says('qual o horário de vocês?')).toContain('08h');
  });
});
