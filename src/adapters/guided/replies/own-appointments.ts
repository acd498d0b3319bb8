import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { clipped } from '../../../domain/language/text-length.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { awaitsCalendar } from '../../../domain/scheduling/visits/patient-visits.ts';
import { holdEnd } from '../../../domain/assistant/handover.ts';
import { appointmentChoice, type AppointmentAct } from '../../../domain/patient-messages/choice-ids.ts';
import {
  bookedPhrase,
  slotPhrase,
  slotTitle,
  whatPhrase,
} from '../../../domain/patient-messages/slot-phrases.ts';
import { human, mine } from './menu.ts';
import { bullets, duration, paragraphs, sentence } from '../../../domain/language/phrasing.ts';
import type { Menu, MenuRow, Reply, Situation } from '../reply.ts';

const bookRow: MenuRow = { id: 'book', title: 'Marcar horário' };
const longestPolicy = 300;
const mostShown = 9;

const row = (act: AppointmentAct, id: AppointmentId, title: string): MenuRow => ({
  id: appointmentChoice(act, id),
  title,
});

type Around = {
  /** What it takes the place of. */
  readonly moved: Appointment | undefined;
  /** Another one of the same service, which the patient may have forgotten. */
  readonly other: Appointment | undefined;
  /** What was kept until now, and is not any more. */
  readonly letGo: Appointment | undefined;
  readonly intro: string | undefined;
  readonly holdMs: number;
};

/** A time is kept; nothing is booked before the patient says yes. */
export function askYes(
  held: Appointment,
  { moved, other, letGo, intro, holdMs }: Around,
  context: ClinicContext,
): Reply {
  const when = slotPhrase(held.slot.start, context.timeZone);
  const minutes = Math.max(1, Math.round(holdMs / 60_000));
  const instead =
    moved && `Ele fica no lugar do seu horário de ${slotPhrase(moved.slot.start, context.timeZone)}.`;
  const already =
    other &&
    `Lembrete: você também tem esse atendimento em ${slotPhrase(other.slot.start, context.timeZone)}.`;
  const freed =
    letGo &&
    `O horário de ${slotPhrase(letGo.slot.start, context.timeZone)}, que estava reservado, foi liberado.`;
  return {
    text: paragraphs(
      `${intro === undefined ? '' : `${intro} `}Reservei ${whatPhrase(held, context)} para ${when}. Guardo esse horário para você por ${duration(minutes)}.`,
      freed,
      instead,
      already,
      moved ? 'Confirma a troca?' : 'Confirma?',
    ),
    menu: yesMenu(held.id),
    serviceId: held.serviceId,
  };
}

export const yesMenu = (id: AppointmentId): Menu => ({
  button: 'Responder',
  rows: [row('confirm', id, 'Confirmar'), row('other', id, 'Outro horário'), row('release', id, 'Cancelar')],
});

export const askYesAgain = (held: Appointment, context: ClinicContext): Reply => ({
  text: `O horário de ${bookedPhrase(held, context)}, continua reservado para você. Confirma?`,
  menu: yesMenu(held.id),
});

/** Said beside a handover: nothing is booked, but nothing is lost yet. */
export const heldForPeople = (held: Appointment, context: ClinicContext): Reply => ({
  text: `O horário de ${bookedPhrase(held, context)}, continua reservado para você até as ${holdEnd(held, context)}; ainda não está marcado.`,
});

/** The calendar's answer comes by itself. */
export const confirmationFollows: Reply = {
  text: 'Estou registrando o seu horário na agenda; a resposta chega por aqui em instantes.',
};

export const stillConfirming = (pending: Appointment, context: ClinicContext): Reply => ({
  text: `Ainda estou registrando na agenda: ${bookedPhrase(pending, context)}. Assim que a agenda responder, eu aviso por aqui.`,
  menu: { button: 'Ver opções', rows: [row('cancel', pending.id, 'Cancelar pedido'), human] },
});

export const alreadyStands = (appointment: Appointment, context: ClinicContext): Reply =>
  awaitsCalendar(appointment)
    ? stillConfirming(appointment, context)
    : {
        text: `Esse horário já está marcado para você: ${bookedPhrase(appointment, context)}. 👍`,
        menu: changeMenu(appointment),
      };

/** Not there, not any more, or not this patient's: the same words, so that nobody learns of others. */
export const notYours = ({ context }: Situation): Reply => ({
  text: 'Não encontrei esse horário entre os seus. Ele pode já ter sido mudado ou cancelado.',
  menu: {
    button: 'Ver opções',
    rows: [mine, ...(context.services.length > 0 ? [bookRow] : []), human],
  },
});

/** `old` is what a move that was given up would have taken the place of. */
export const released = (context: ClinicContext, old?: Appointment): Reply => ({
  text:
    old === undefined
      ? 'Tudo bem, liberei o horário e não marquei nada. Posso ajudar com mais alguma coisa?'
      : `Tudo bem, liberei o horário e não mudei nada: ${bookedPhrase(old, context)}, continua valendo. Posso ajudar com mais alguma coisa?`,
  menu: { button: 'Ver opções', rows: [...(context.services.length > 0 ? [bookRow] : []), human] },
});

export const noHold = (context: ClinicContext): Reply => ({
  ...released(context),
  text: 'Essa reserva já não valia mais, e nada foi marcado. Posso ajudar com mais alguma coisa?',
});

const changeMenu = ({ id }: Appointment): Menu => ({
  button: 'Ver opções',
  rows: [row('move', id, 'Remarcar'), row('cancel', id, 'Cancelar consulta'), human],
});

/** What stands; several are chosen from, for `act`. */
export function listOwn(
  appointments: readonly Appointment[],
  act: AppointmentAct,
  { context }: Situation,
): Reply {
  const [only] = appointments;
  if (only === undefined) {
    return {
      text: 'Não encontrei nenhum horário marcado para você por aqui. Se você marcou de outra forma, a nossa equipe ajuda.',
      menu: { button: 'Ver opções', rows: [human, ...(context.services.length > 0 ? [bookRow] : [])] },
    };
  }
  if (appointments.length === 1 && act === 'show') return showOne(only, context);
  const shown = appointments.slice(0, mostShown);
  return {
    text:
      act === 'show'
        ? `Estes são os seus próximos horários:\n${bullets(shown.map((one) => bookedPhrase(one, context)))}`
        : `Qual horário você quer ${act === 'move' ? 'remarcar' : act === 'cancel' ? 'cancelar' : 'mudar ou cancelar'}?`,
    menu: {
      button: 'Escolher',
      rows: [
        ...shown.map((one) => ({
          id: appointmentChoice(act, one.id),
          title: slotTitle(one.slot.start, context.timeZone),
          description: whatPhrase(one, context).replaceAll('*', ''),
        })),
        human,
      ],
    },
  };
}

export const showOne = (appointment: Appointment, context: ClinicContext): Reply =>
  awaitsCalendar(appointment)
    ? stillConfirming(appointment, context)
    : {
        text: `O seu horário: ${bookedPhrase(appointment, context)}. O que você quer fazer?`,
        menu: changeMenu(appointment),
      };

export function askSure(appointment: Appointment, context: ClinicContext): Reply {
  const { cancellation } = context.booking;
  return {
    text: paragraphs(
      `Você quer mesmo cancelar ${bookedPhrase(appointment, context)}?`,
      cancellation !== undefined && `Nossa política: ${sentence(clipped(cancellation, longestPolicy))}`,
    ),
    menu: sureMenu(appointment.id),
  };
}

export const sureMenu = (id: AppointmentId): Menu => ({
  button: 'Responder',
  rows: [row('sure', id, 'Sim, cancelar'), row('move', id, 'Remarcar'), row('keep', id, 'Não, manter')],
});

/** `before` is what a move that was given up would have taken the place of. */
export const cancelled = (
  appointment: Appointment,
  before: Appointment | undefined,
  { context }: Situation,
): Reply => ({
  text: [
    `Pronto, cancelei: ${bookedPhrase(appointment, context)}.`,
    before && `O seu horário de ${slotPhrase(before.slot.start, context.timeZone)} continua valendo.`,
    'Se quiser outro horário, é só pedir por aqui.',
  ]
    .filter(Boolean)
    .join(' '),
  menu: {
    button: 'Ver opções',
    rows: context.services.some(({ id }) => id === appointment.serviceId)
      ? [{ id: `book:${appointment.serviceId}`, title: 'Marcar outro' }, human]
      : [human],
  },
});

export const kept = (appointment: Appointment, context: ClinicContext): Reply => ({
  text: `Combinado, fica como está: ${bookedPhrase(appointment, context)}. 😊`,
});

/** "Confirmo a minha consulta", said of one that stands. */
export const presenceNoted = (appointment: Appointment, context: ClinicContext): Reply =>
  awaitsCalendar(appointment)
    ? stillConfirming(appointment, context)
    : { text: `Obrigado por avisar! Esperamos você: ${bookedPhrase(appointment, context)}. 😊` };
