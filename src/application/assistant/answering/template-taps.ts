import type { Handover } from '../../../domain/assistant/handover.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { OutboundContent, PatientMessage } from '../../../domain/messaging/message.ts';
import { attendanceAnswer } from '../../../domain/patient-messages/attendance-answers.ts';
import { agendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import { clipped } from '../../../domain/language/text-length.ts';
import { ownPhoneNeeded, phoneNoted, phoneUnclear } from '../../../domain/messaging/sending/phone-request.ts';
import type { TurnTools } from '../../ports/assistant/turn-tools.ts';

type Taps = {
  readonly replies: readonly OutboundContent[];
  /** What is left for an assistant, or for people. */
  readonly rest: readonly PatientMessage[];
};

type Asked = {
  readonly context: ClinicContext;
  readonly messages: readonly PatientMessage[];
  readonly tools: TurnTools;
};

/**
 * Taps that no assistant has to understand: the patient comes, whoever holds the conversation; the phone that we asked
 * for, or a card in its place that may be anybody's, which is also left; and quick replies of a template that another system sent, which only
 * people can place.
 */
export async function followTemplateTaps({ context, messages, tools }: Asked): Promise<Taps> {
  const replies: OutboundContent[] = [];
  const rest: PatientMessage[] = [];
  let isOthersCard = false;
  for (const message of messages) {
    const tap = message.choice && agendaTap(message.choice.id, context);
    const phone = message.type === 'contacts' ? await tools.ownPhone?.() : undefined;
    if (message.details?.ownPhone !== undefined) {
      // a phone that is somebody else's already was not kept for this person
      const isKept = phone === undefined || phone === 'known';
      if (!isKept) await tools.handOver(phoneOfAnother);
      replies.push(isKept ? phoneNoted : phoneUnclear);
    } else if (tap?.act === 'attend' && tools.attend !== undefined) {
      replies.push(attendanceAnswer(await tools.attend(tap.appointmentId), context));
    } else if (message.type === 'button' && tap === undefined) {
      await tools.handOver(foreignTap(message.text));
      replies.push({
        type: 'text',
        body: `Recebi a sua resposta${message.text === '' ? '' : ` "${clipped(message.text, 60)}"`} e passei para a nossa equipe, que confere com você.`,
      });
    } else {
      isOthersCard ||= phone === 'asked';
      rest.push(message);
    }
  }
  return { replies: isOthersCard ? [...replies, ownPhoneNeeded] : replies, rest };
}

const phoneOfAnother: Handover = {
  reason: 'booking-request',
  summary:
    'O telefone que o paciente compartilhou já está em outro contato da clínica. Confira de quem é: pode ser a mesma pessoa.',
};

const foreignTap = (title: string): Handover => ({
  reason: 'booking-request',
  summary: `O paciente tocou em "${clipped(title, 60)}" numa mensagem que outro sistema enviou. Só a equipe sabe do que ela tratava.`,
});
