import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { AlertCondition } from '../../ports/operations/alerts.ts';

/** Open until everything that waited in the conversation has reached WhatsApp. */
export const waitAlert = ({
  clinicId,
  conversationId,
}: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
}): AlertCondition => ({ clinicId, kind: 'needs-template', subject: conversationId });

export const waitMessages = {
  waiting:
    'O paciente ainda não foi avisado: a última mensagem dele tem mais de 24 horas, e o WhatsApp só aceita um modelo aprovado. O aviso sai assim que ele escrever. Se for urgente, ligue.',
  unanswered:
    'O paciente ficou sem resposta: a mensagem dele tem mais de 24 horas, e o WhatsApp só aceita um modelo aprovado. Será respondida com a próxima mensagem dele. Se for urgente, ligue.',
} as const;
