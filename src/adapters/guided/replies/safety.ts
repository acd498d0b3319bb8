import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { Danger } from '../../../domain/assistant/safety/danger-signs.ts';
import type { HealthQuestion } from '../understanding/health-questions.ts';
import { human, teamOnly } from './menu.ts';
import { paragraphs, sentence } from '../../../domain/language/phrasing.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';

/** SAMU: 192, gov.br/saude; CVV: 188, cvv.org.br. Both are free and answer day and night (read 23 Nov 2026). */
export const answerEmergency = (danger: Danger, { emergency }: ClinicContext): Reply => ({
  text: paragraphs(
    '🚨 *Se é uma emergência, ligue agora para o SAMU: 192* (gratuito, 24 horas) ou vá ao pronto-socorro mais próximo. Não espere uma resposta por aqui.',
    danger === 'suicidal' &&
      '💛 Você não está só. O CVV conversa com você agora, de graça e em sigilo: ligue *188*, a qualquer hora.',
    emergency !== undefined && sentence(emergency),
    'Já avisei a nossa equipe.',
  ),
  handover: {
    reason: 'emergency',
    summary: 'A mensagem do paciente tem sinais de emergência. Ver a conversa agora.',
  },
});

/** Nothing about the patient's health is repeated or concluded. */
export const healthReplies = ({ health }: Understanding, { context }: Situation): readonly Reply[] =>
  health === undefined ? [] : [declineHealthQuestion(health, context)];

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
