import { ownOf } from './own-of.ts';

const whys: Readonly<Record<string, string>> = {
  'day-budget': 'o limite de gasto do dia acabou',
  'turn-budget': 'a resposta ficou longa ou cara demais',
  'refused-calls': 'o modelo insistiu no que não pode fazer',
  ungrounded: 'o modelo afirmou algo que a clínica não escreveu',
  'too-long': 'o texto do modelo era longo demais',
  cut: 'a resposta do modelo veio cortada',
  'provider-rests': 'o serviço do modelo está falhando',
  'turn-ended': 'alguém da equipe assumiu, ou o tempo acabou',
  timeout: 'o modelo demorou demais',
  'rate-limited': 'o serviço do modelo recusou por excesso de pedidos',
  'quota-exhausted': 'a conta do modelo está sem crédito',
  'key-refused': 'o serviço do modelo recusou a chave',
  'unknown-model': 'o modelo escolhido não existe',
  'context-too-long': 'a conversa não cabe no modelo',
  'content-filtered': 'o modelo se negou a responder',
};

/** Why the guided assistant answered in the place of a model. */
export const whyGuidedWords = (why: string | undefined): string =>
  (why === undefined ? undefined : ownOf(whys, why)) ?? 'o modelo não deu uma resposta que servisse';

const tools: Readonly<Record<string, string>> = {
  offer_times: 'procurou e ofereceu horários',
  look_for_times: 'procurou horários',
  reserve_time: 'reservou um horário',
  choose_option: 'escolheu uma opção pelo paciente',
  show_appointments: 'viu as consultas deste paciente',
  start_moving: 'começou uma remarcação',
  ask_to_cancel: 'perguntou se cancela',
  tell: 'contou o que a clínica escreveu',
  answer_question: 'respondeu com o que a clínica escreveu',
  describe_service: 'descreveu um serviço',
  call_people: 'chamou a equipe',
};

/** What a tool does, as something that was done; of one that nobody knows its own name. */
export const toolWords = (name: string): string => ownOf(tools, name) ?? name;
