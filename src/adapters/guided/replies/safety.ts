import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthQuestion } from '../understanding/health-questions.ts';
import { human, teamOnly } from './menu.ts';
import { paragraphs, sentence } from '../../../domain/language/phrasing.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';

/** Nothing about the patient's health is repeated or concluded. */
export const healthReplies = ({ health }: Understanding, { context }: Situation): readonly Reply[] =>
  health === undefined ? [] : [declineHealthQuestion(health, context)];

/** What the clinic itself says of medicines before an exam is quoted. */
export function quotedPreparation({ health, mentions, normal }: Understanding): Reply | undefined {
  const [service] = mentions.services;
  if (health !== 'medication' || service?.preparation === undefined || mentions.services.length > 1)
    return undefined;
  if (!/\b(antes|preparo|jejum|no dia|para (o|fazer))\b/.test(normal)) return undefined;
  return {
    text: `Preparo para *${service.name}*: ${sentence(service.preparation)} Na dúvida, confirme com quem receitou.`,
    menu: teamOnly,
    serviceId: service.id,
  };
}

/** The same, where nothing else is wanted: people who may answer it read the question, and the assistant goes on. */
export const healthQuestions = (understood: Understanding, situation: Situation): readonly Reply[] =>
  healthReplies(understood, situation).map((reply) => ({
    ...reply,
    text: paragraphs(reply.text, 'Deixei a sua pergunta para a nossa equipe.'),
    handover: {
      reason: 'health-question',
      summary: 'O paciente fez uma pergunta de saúde, que só um profissional pode responder.',
    },
  }));

function declineHealthQuestion(question: HealthQuestion, { services }: ClinicContext): Reply {
  const what =
    question === 'medication'
      ? 'não posso indicar nem orientar sobre medicamentos'
      : 'não posso avaliar sintomas nem dar diagnóstico';
  const offer = services.length > 0 ? ' Quer que eu anote um pedido de consulta?' : '';
  const book = services.length > 0 ? [{ id: 'book', title: 'Marcar consulta' }] : [];
  return {
    text: paragraphs(
      `Entendo a sua preocupação, mas por aqui ${what}. Quem pode ajudar com segurança é um profissional, em consulta.${offer}`,
      'Se for grave ou estiver piorando, ligue 192 (SAMU) ou procure um pronto-socorro.',
    ),
    menu: { button: 'Ver opções', rows: [...book, human] },
  };
}

/** Asked whether emergencies are seen here: nothing has happened, nobody is alarmed. */
export const tellUrgentCare = ({ emergency }: ClinicContext): Reply => ({
  text: paragraphs(
    'Em uma emergência, ligue 192 (SAMU) ou vá ao pronto-socorro mais próximo.',
    emergency === undefined ? 'Se quiser saber o que atendemos aqui, a equipe informa.' : sentence(emergency),
  ),
  menu: teamOnly,
});
