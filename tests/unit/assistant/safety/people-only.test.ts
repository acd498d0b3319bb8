import { describe, expect, it } from 'vitest';
import { wishForPeople } from '../../../../src/domain/assistant/people-only.ts';
import { answerTo, contextOf, textOf } from '../talk.ts';

describe('whoever wants no robot', () => {
  it.each([
    'não quero falar com robô',
    'nao quero falar com maquina, quero gente',
    'não quero ser atendida por robô por favor',
    'odeio robô',
    'não falo com assistente virtual',
    'chega de robô',
    'nao gosto de falar com IA',
    'Bom dia. Eu não quero conversar com um bot!',
    'sem robô por favor',
  ])('is heard: "%s"', (text) => expect(wishForPeople([text])).toBe('people'));

  it.each([
    'assistente',
    'pode ser com o robô mesmo',
    'quero o assistente de volta',
    'Aceito falar com o robô',
  ])('may want it back: "%s"', (text) => expect(wishForPeople([text])).toBe('assistant'));

  it.each([
    'você é um robô?',
    'estou falando com uma pessoa?',
    'quero falar com uma pessoa',
    'não quero marcar agora',
    'não quero pagar no cartão',
    'tem cirurgia com robô?',
    'não consigo falar com vocês',
  ])('is not taken from "%s"', (text) => expect(wishForPeople([text])).toBeUndefined());
});

describe('the first greeting says that no person writes', () => {
  const withGreeting = (saudacao_inicial: string) =>
    contextOf({ agente_ia: { configuracao: { saudacao_inicial } } });

  it('also where the clinic’s own does not', async () => {
    const greeting = textOf(
      await answerTo('oi', { context: withGreeting('Olá! Bem-vindo à Flor. Como posso ajudar?') }),
    );
    expect(greeting).toContain('Bem-vindo à Flor. Sou um assistente automático. Como posso ajudar?');
  });

  it.each(['Oi! Sou a Lia, assistente virtual da Flor.', 'Este é um atendimento automático da Flor.'])(
    'once: %s',
    async (greeting) =>
      expect(textOf(await answerTo('oi', { context: withGreeting(greeting) }))).not.toContain(
        'Sou um assistente',
      ),
  );
});

it('a health question is left to the team, and the talk goes on', async () => {
  const answer = await answerTo('posso tomar dipirona com antibiótico?');
  expect(answer.handover).toMatchObject({ reason: 'health-question' });
  expect(textOf(answer)).toContain('Deixei a sua pergunta para a nossa equipe');
  expect(answer.replies[0]?.type).toBe('buttons');
});

describe('a request for an appointment', () => {
  it.each([
    'Quero marcar um horário para atendimento',
    'Qual o valor para atendimento com a Dra. Ana?',
    'Tem vaga para atendimento hoje?',
    'Fiquei sem atendimento ontem',
  ])('is no wish for people: %s', (text) => {
    expect(wishForPeople([text])).toBeUndefined();
  });
});
