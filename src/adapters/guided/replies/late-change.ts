import { bookedPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import { duration } from '../../../domain/language/phrasing.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { LateChange } from '../../../domain/scheduling/visits/late-change.ts';
import type { Reply, Situation } from '../reply.ts';
import { human } from './menu.ts';

const verbs = { cancel: 'cancelar', move: 'remarcar' } as const;

/** The clinic's deadline for patients is over: its people decide, or the visit stays as it is. */
export function tooLate(
  act: 'cancel' | 'move',
  appointment: Appointment,
  { noticeMinutes, afterwards }: LateChange,
  situation: Situation,
): Reply {
  const what = bookedPhrase(appointment, situation.context);
  const deadline = `Dá para ${verbs[act]} por aqui até ${duration(noticeMinutes)} antes, e esse prazo já passou: ${what}.`;
  if (afterwards === 'refuse')
    return {
      text: `${deadline} Por isso o horário continua valendo. Se for uma emergência, fale com a nossa equipe.`,
      menu: { button: 'Ver opções', rows: [human] },
    };
  return {
    text: `${deadline} Passei o seu pedido para a nossa equipe; por enquanto nada foi alterado. ${teamGoesOn(situation)}`,
    handover: {
      reason: 'asked-for-human',
      summary: `O paciente quer ${verbs[act]} um horário fora do prazo da clínica.`,
    },
  };
}
