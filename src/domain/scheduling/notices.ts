import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { OutboundContent } from '../messaging/message.ts';
import type { Appointment } from './appointment.ts';

/** What the patient is told about an appointment, outside of an answer of the assistant. */
export type NoticeKind =
  | 'confirmed'
  | 'moved'
  /** Somebody was faster. */
  | 'taken'
  /** It could not be written down; a human goes on. */
  | 'not-booked'
  | 'cancelled-by-clinic';

type Told = Pick<Appointment, 'slot' | 'serviceName' | 'practitionerId' | 'replaces'>;

export function noticeOf(
  kind: NoticeKind,
  { timeZone, practitioners }: Pick<ClinicContext, 'timeZone' | 'practitioners'>,
  appointment: Told,
): OutboundContent {
  const who = practitioners.find(({ id }) => id === appointment.practitionerId)?.name;
  const what = who === undefined ? appointment.serviceName : `${appointment.serviceName} com ${who}`;
  const when = spoken(timeZone, appointment.slot.start);
  return { type: 'text', body: sentence(kind, { what, when, isMove: appointment.replaces !== undefined }) };
}

type Words = { readonly what: string; readonly when: string; readonly isMove: boolean };

function sentence(kind: NoticeKind, { what, when, isMove }: Words): string {
  const kept = isMove ? ' O seu horário anterior continua valendo.' : '';
  switch (kind) {
    case 'confirmed':
      return `✅ Está marcado: ${what}, ${when}.`;
    case 'moved':
      return `✅ Está remarcado: ${what}, ${when}. O horário anterior foi liberado.`;
    case 'taken':
      return `O horário de ${when} acabou de ser ocupado e não consegui marcar.${kept} Quer escolher outro?`;
    case 'not-booked':
      return `Não consegui registrar na agenda o horário de ${when}.${kept} A nossa equipe vai falar com você por aqui.`;
    case 'cancelled-by-clinic':
      return `A clínica precisou cancelar o seu horário: ${what}, ${when}. Se quiser, escreva para marcar outro.`;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "terça-feira, 1 de dezembro, às 14:00" */
function spoken(timeZone: string, at: Date): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('pt-BR', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${part('weekday')}, ${part('day')} de ${part('month')}, às ${part('hour')}:${part('minute')}`;
}
