import { describe, expect, it } from 'vitest';
import type { ScriptedStep } from '../../../src/adapters/memory/assistant/language-model.ts';
import type { ModelStepRequest } from '../../../src/application/ports/assistant/language-model.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import { calls, says, scriptedAssistant } from '../../support/worlds/model-talk.ts';
import { bookingTalk, local, type FreeTime } from '../assistant/booking-talk.ts';

/** It is Tuesday 24 November, 11:00; the clinic wants 24 hours of notice. */
const free: readonly FreeTime[] = ['26 08:00', '26 14:30', '30 08:00', '30 15:00'].map((time) => ({
  at: `2026-11-${time}`,
}));

/** A talk with a model that takes these steps, one after the other, and then the last one for ever. */
function talkWith(...steps: readonly (ScriptedStep | ((request: ModelStepRequest) => ScriptedStep))[]) {
  let next = 0;
  const scripted = scriptedAssistant({
    think: (request) => {
      const step = steps[Math.min(next, steps.length - 1)] ?? says('');
      next += 1;
      return typeof step === 'function' ? step(request) : step;
    },
  });
  return { ...scripted, talk: bookingTalk({ free, assistant: scripted.assistant }) };
}

const dermato = { service: 's1', professional: null, day: null, time: null, moving: null };
const offer = (wanted: object = {}) => calls(['offer_times', { ...dermato, ...wanted }]);

describe('an assistant with a model', () => {
  it('lists the times that the model asks for, as the guided dialogue lists them', async () => {
    const { talk, records } = talkWith(offer({ day: '2026-11-26' }));
    await talk.say('tem vaga com a dermato depois de amanhã?');
    expect(talk.titles).toEqual([
      'qui 26/11 às 08:00',
      'qui 26/11 às 14:30',
      'Ver mais horários',
      'Outro dia',
    ]);
    expect(records).toMatchObject([{ answeredBy: 'model', steps: [{ end: 'calls' }] }]);
  });

  it('holds a time that was named to the minute, and books it on the yes of the patient, without the model', async () => {
    const { talk, requests } = talkWith(offer({ day: '2026-11-26', time: '14:30' }));
    await talk.say('queria dermato quinta duas e meia');
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-26 14:30') } }]);
    expect(talk.text).toContain('Confirma?');
    await talk.say('sim, pode confirmar');
    expect(talk.requested).toHaveLength(1);
    expect(requests).toHaveLength(1);
  });

  it('holds the time that the model picked among those it looked at', async () => {
    const { talk, records } = talkWith(
      calls(['look_for_times', { ...dermato, time: 'tarde' }]),
      (request) => {
        const seen = request.messages.at(-1) as unknown as {
          result: { horarios: { codigo: string; quando: string }[] };
        };
        const picked = seen.result.horarios.find(({ quando }) => quando.startsWith('segunda'));
        return calls(['reserve_time', { time: picked!.codigo }]);
      },
    );
    await talk.say('qualquer dia, menos quinta, de preferência segunda cedo');
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-30 08:00') } }]);
    expect(records[0]?.steps).toHaveLength(2);
  });

  it('never says yes for the patient: a held time stays held whatever the model chooses', async () => {
    const { talk } = talkWith(offer({ day: '2026-11-26', time: '14:30' }), (request) => {
      expect(request.situation).not.toContain('confirm');
      return calls(['choose_option', { option: 'o1' }]);
    });
    await talk.say('quinta 14:30 dermato');
    await talk.say('hmm deixa eu ver com o meu marido e te falo');
    expect(talk.requested).toEqual([]);
    expect(talk.holds.length + talk.appointments.filter(({ state }) => state === 'cancelled').length).toBe(1);
  });

  it('asks before it cancels', async () => {
    const { talk } = talkWith(
      offer({ day: '2026-11-26', time: '14:30' }),
      calls(['ask_to_cancel', { appointment: 'a1' }]),
    );
    await talk.say('quinta 14:30 dermato');
    await talk.tap('Confirmar');
    talk.calendarConfirms();
    await talk.say('acho que não vai dar pra mim esse dia viu');
    expect(talk.text).toContain('Você quer mesmo cancelar');
    expect(talk.appointments).toMatchObject([{ state: 'confirmed' }]);
    await talk.say('sim');
    expect(talk.appointments).toMatchObject([{ state: 'cancelled' }]);
  });

  it('tells prices and rules in the words of the clinic', async () => {
    const { talk } = talkWith(calls(['tell', { topic: 'prices', service: 's1', professional: null }]));
    await talk.say('quanto sai a dermato no particular?');
    expect(talk.text).toMatch(/Consulta dermatológica.*R\$/s);
  });

  it('answers a question that the model put into words of the clinic from the texts of the clinic', async () => {
    const { talk, records } = talkWith(calls(['answer_question', { question: 'Tem estacionamento?' }]));
    await talk.say('onde é que eu largo o possante?');
    expect(talk.text).toContain('primeira hora');
    expect(records).toMatchObject([{ answeredBy: 'model' }]);
  });

  it.each([
    'sim',
    'Confirma',
    'quero cancelar minha consulta',
    'quero falar com uma pessoa',
    'quinta às 15h',
  ])('does not let the model say "%s" for the patient as a question', async (question) => {
    const { talk, records } = talkWith(
      offer({ day: '2026-11-26', time: '14:30' }),
      calls(['answer_question', { question }]),
      says('Como posso ajudar?'),
    );
    await talk.say('quinta 14:30 dermato');
    await talk.say('hmm deixa eu pensar um pouco');
    expect(talk.requested).toEqual([]);
    expect(talk.holds).toHaveLength(1);
    expect(records.at(-1)?.steps[0]?.calls).toMatchObject([{ outcome: 'refused' }]);
  });

  it('tells the model what is open, and what our own rules read in the message', async () => {
    const { talk, requests } = talkWith(
      calls(['tell', { topic: 'prices', service: 's1', professional: null }]),
    );
    await talk.say('quero marcar dermato na quinta às 15h');
    expect(requests[0]?.situation).toContain('s1; 2026-11-26; tarde; 15:00; assunto booking.');
    expect(requests[0]?.situation).not.toContain('Em andamento');
    await talk.tap('Marcar horário');
    await talk.say('e aí me diz');
    expect(requests.at(-1)?.situation).toMatch(/Falado por último: s1\./);
    expect(requests.at(-1)?.situation).toMatch(/Em andamento: marcar \(s1.*foi perguntado/);
  });

  it('does not say the same again: the guided assistant goes on', async () => {
    const { talk, records } = talkWith(says('Pode me explicar de outro jeito, por favor?'));
    await talk.say('hmm sei lá o que');
    await talk.say('quanto custa a consulta dermatológica?');
    expect(talk.text).toContain('R$ 380,00');
    expect(records.at(-1)).toMatchObject({ answeredBy: 'guided', replaced: { because: ['said-again'] } });
  });

  it('says words of its own that hold no data, with the greeting of the clinic before them', async () => {
    const { talk, requests } = talkWith(says('**Claro!** Para qual atendimento você quer um horário?'));
    await talk.say('oii queria ver um negocio ai');
    expect(talk.text).toContain('assistente virtual');
    expect(talk.text).toContain('*Claro!* Para qual atendimento');
    await talk.say('ainda tô pensando');
    expect(talk.text).not.toContain('assistente virtual');
    expect(requests[1]?.messages).toHaveLength(3);
  });

  it.each([
    ['a price', 'A consulta custa R$ 120.'],
    ['an hour', 'Pode vir às 15h.'],
    ['an act', 'Prontinho, marquei para você!'],
    ['a promise', 'Vou verificar com a equipe e te aviso.'],
    ['a link', 'Veja em https://exemplo.com'],
    ['too much', 'bom '.repeat(400)],
  ])('does not send words that hold %s: the guided answer takes their place', async (_, words) => {
    const { talk, records } = talkWith(says(words));
    await talk.say('quanto custa a consulta dermatológica?');
    expect(talk.text).not.toContain(words.slice(0, 30));
    expect(talk.text).toMatch(/Consulta dermatológica.*R\$/s);
    expect(records).toMatchObject([{ answeredBy: 'guided', replaced: {} }]);
  });

  it('fills a reference of the model from the context, and says a true sentence as it is', async () => {
    const { talk, records } = talkWith(says('A {servico:s1} custa {preco:s1}. Quer marcar?'));
    await talk.say('me fala da dermato por favor querida');
    expect(talk.text).toMatch(/A Consulta dermatológica custa R\$ 380,00\. Quer marcar\?/);
    expect(records).toMatchObject([{ answeredBy: 'model' }]);
  });

  it.each(['{preco:s99}', '{preco:consulta-dermato', '{segredo:s1}', 'Seu CPF é [cpf-1].'])(
    'does not send a reference to nothing: %s',
    async (words) => {
      const { talk, records } = talkWith(says(words));
      await talk.say('meu cpf é 111.444.777-35, quanto custa a consulta dermatológica?');
      expect(talk.text).not.toMatch(/[{}[\]]/);
      expect(records).toMatchObject([{ answeredBy: 'guided', why: 'ungrounded' }]);
    },
  );

  it('never sends what is said beside a call', async () => {
    const step = offer({ day: '2026-11-26' }) as Extract<ScriptedStep, { text: string }>;
    const { talk } = talkWith({ ...step, text: 'Marquei para quinta!' });
    await talk.say('dermato quinta');
    expect(talk.text).not.toContain('Marquei');
  });

  it('explains a refused call to the model, at most so often', async () => {
    const wrong = calls(['offer_times', { ...dermato, service: 's99' }]);
    const { talk, requests, records } = talkWith(wrong);
    await talk.say('quanto custa a consulta dermatológica?');
    expect(requests).toHaveLength(3);
    expect(requests[1]?.messages.at(-1)).toMatchObject({
      from: 'tool',
      result: { erro: expect.any(String) },
    });
    expect(records).toMatchObject([{ answeredBy: 'guided', why: 'refused-calls' }]);
    expect(talk.text).toContain('R$');
  });

  it('corrects itself after a refused call', async () => {
    const { talk } = talkWith(calls(['no_such_tool', {}]), offer({ day: '2026-11-26' }));
    await talk.say('dermato quinta');
    expect(talk.titles).toContain('qui 26/11 às 08:00');
  });

  it.each([
    'timeout',
    'unavailable',
    'rate-limited',
    'quota-exhausted',
    'key-refused',
    'unknown-model',
    'context-too-long',
    'answer-unusable',
    'content-filtered',
  ] as const)('answers as the guided dialogue does when the model fails with %s', async (failure) => {
    const { talk, records, requests } = talkWith(new ModelFailure(failure));
    await talk.say('quanto custa a consulta dermatológica?');
    expect(talk.text).toMatch(/Consulta dermatológica.*R\$/s);
    expect(records).toMatchObject([{ answeredBy: 'guided', why: failure }]);
    expect(requests.length).toBe(failure === 'unavailable' || failure === 'answer-unusable' ? 2 : 1);
  });

  it('leaves taps, calls for people and complaints to the guided dialogue', async () => {
    const { talk, requests } = talkWith(says('Tudo bem?'));
    await talk.tapId('topic:prices');
    await talk.say('quero falar com uma pessoa');
    expect(talk.last.handover).toMatchObject({ reason: 'asked-for-human' });
    await talk.say('', { type: 'image' });
    expect(requests).toEqual([]);
  });

  it('reads what people of the clinic wrote', async () => {
    const { talk, requests } = talkWith(says('Entendi!'));
    await talk.say('bom dia, tudo bem com vocês aí?');
    talk.peopleSay('Oi, aqui é a Carla, já olhei o seu caso.');
    await talk.say('certo, e agora o que eu faço?');
    expect(requests.at(-1)?.messages).toContainEqual({
      from: 'assistant',
      text: '[Escrito por uma pessoa da equipe] Oi, aqui é a Carla, já olhei o seu caso.',
    });
  });

  it('shows the model no telephone, document or address of a person', async () => {
    const { talk, requests } = talkWith(says('Entendi!'));
    await talk.say(
      'meu cpf é 123.456.789-09, fone (11) 98888-7777, mail ana@example.com, cartão 4111 1111 1111 1111',
    );
    await talk.say('e aí?');
    const sent = JSON.stringify(requests);
    for (const secret of ['123.456', '98888', 'ana@', '4111']) expect(sent).not.toContain(secret);
  });

  it('sends the same instructions for the same context, byte by byte', async () => {
    const { talk, requests } = talkWith(says('Entendi!'));
    await talk.say('bom dia para a equipe toda aí');
    talk.pass(600);
    await talk.say('outra coisa, me explica melhor');
    expect(requests[1]?.instructions).toBe(requests[0]?.instructions);
    expect(requests[1]?.tools).toEqual(requests[0]?.tools);
    expect(requests[1]?.situation).not.toBe(requests[0]?.situation);
  });
});
