import type { ToolSpec } from './tool-spec.ts';

const service = 'O código do serviço no contexto, por exemplo s3.';
const professional = 'O código do profissional no contexto, por exemplo p1; null quando tanto faz.';
const day = 'O dia, AAAA-MM-DD; null quando tanto faz.';
const time =
  'manha, tarde, noite, uma hora como 14:30, "apos 14:30" ou "antes 10:00"; null quando tanto faz.';
const moving =
  'O código do horário do paciente que seria trocado, por exemplo a1; null para um horário novo.';

const wanted = {
  service: { about: service },
  professional: { about: professional, isOptional: true },
  day: { about: day, isOptional: true },
  time: { about: time, isOptional: true },
  moving: { about: moving, isOptional: true },
} as const;

const topics = [
  'prices',
  'insurance',
  'services',
  'professionals',
  'hours',
  'address',
  'payment',
  'preparation',
  'results',
  'booking-policy',
  'late-arrival',
  'facilities',
  'contacts',
  'about',
  'menu',
] as const;

/**
 * All that a model may ask for, in this order. Nothing here says yes for the patient, and nothing takes the id of a
 * clinic, a patient or a conversation.
 */
export const toolSpecs = [
  {
    name: 'offer_times',
    about:
      'Mostra ao paciente horários livres de um serviço, numa lista para tocar. Se a hora pedida está livre, ela é reservada e o paciente é perguntado se confirma.',
    fields: wanted,
  },
  {
    name: 'look_for_times',
    about:
      'Devolve a você (não ao paciente) horários livres com códigos h1, h2…, quando você precisa escolher entre eles.',
    fields: wanted,
  },
  {
    name: 'reserve_time',
    about: 'Reserva um horário que look_for_times devolveu e pergunta ao paciente se confirma.',
    fields: { time: { about: 'O código do horário, por exemplo h3.' } },
  },
  {
    name: 'choose_option',
    about: 'O paciente escolheu, com as palavras dele, uma das opções que foram mostradas por último.',
    fields: { option: { about: 'O código da opção, por exemplo o2.' } },
  },
  {
    name: 'show_appointments',
    about: 'Mostra ao paciente os horários dele.',
    fields: {},
  },
  {
    name: 'start_moving',
    about: 'Começa a remarcar um horário do paciente: pergunta para quando. Nada muda antes do sim dele.',
    fields: { appointment: { about: 'O código do horário do paciente, por exemplo a1.' } },
  },
  {
    name: 'ask_to_cancel',
    about:
      'Pergunta ao paciente se quer mesmo cancelar um horário, ou solta a reserva que ele não confirmou.',
    fields: { appointment: { about: 'O código do horário do paciente, por exemplo a1.' } },
  },
  {
    name: 'tell',
    about:
      'Responde com as palavras e os números da clínica. Use sempre que a resposta tem preço, hora, endereço, telefone, nome ou regra.',
    fields: {
      topic: { about: 'O assunto.', values: topics },
      service: { about: `${service} null quando não é de um serviço.`, isOptional: true },
      professional: { about: professional, isOptional: true },
    },
  },
  {
    name: 'answer_question',
    about:
      'Responde a qualquer outra pergunta sobre a clínica com os textos dela: estacionamento, acesso, documentos, resultado, recibo, um convênio, quanto demora, vagas de emprego, dados pessoais. Prefira esta a escrever você mesmo.',
    fields: {
      question: {
        about:
          'A pergunta do paciente em uma frase curta e completa, com as palavras dele ou da clínica, por exemplo "Vocês atendem o convênio Saúde Aurora?".',
        longest: 200,
      },
    },
  },
  {
    name: 'describe_service',
    about: 'Explica um serviço ao paciente: o que é, preço, duração, preparo, quem faz.',
    fields: { service: { about: service } },
  },
  {
    name: 'call_people',
    about:
      'Passa a conversa para a equipe: o paciente pede uma pessoa, reclama, pergunta sobre a própria saúde, ou você não consegue ajudar.',
    fields: { reason: { about: 'Por quê.', values: ['asked', 'complaint', 'health', 'cannot-help'] } },
  },
] as const satisfies readonly ToolSpec[];

export type ToolName = (typeof toolSpecs)[number]['name'];
