import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import { plusDays, weekdayOf, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { OpenInterval } from '../../../domain/clinic/hours/open-interval.ts';
import { intervalsOn } from '../../../domain/clinic/opening-hours.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import type { Period, WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import { serviceMenu } from './menu.ts';
import {
  clock,
  dayMonth,
  dayPhrase,
  duration,
  paragraphs,
  weekdayName,
} from '../../../domain/language/phrasing.ts';
import type { Menu, MenuRow, Reply, Situation } from '../reply.ts';
import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import { given } from '../../../domain/given.ts';

export function askService(services: readonly HealthcareService[], page?: number): Reply {
  return {
    text: 'Claro! Qual atendimento você quer marcar? 📅',
    menu: serviceMenu(services, {
      prefix: 'book',
      pageTopic: 'booking',
      ...given({ page }),
    }),
    pointsToMenu: true,
  };
}

/** `professionals` are those who may do it; their days are offered where they are known. */
export function askWhen(
  situation: Situation,
  service: HealthcareService,
  professionals: readonly Professional[],
): Reply {
  return {
    text: `Ótimo, *${service.name}*! Qual dia e período você prefere? Escolha na lista ou escreva, por exemplo: "quinta de manhã".`,
    menu: whenMenu(situation, professionals),
    serviceId: service.id,
    pointsToMenu: true,
  };
}

export const remindService = 'Qual atendimento você quer marcar? Pode escrever o nome dele. 📅';

export const remindWhen =
  'Para o seu pedido de horário, falta só me dizer o dia e o período que você prefere.';

const mostDayRows = 9;
const periodNames: Readonly<Record<Exclude<Period, 'any'>, string>> = {
  morning: 'manhã',
  afternoon: 'tarde',
  evening: 'noite',
};

/** The next open days by period, within the clinic's notice and horizon. */
function whenMenu({ context, today, minutes }: Situation, professionals: readonly Professional[]): Menu {
  const { booking, openingHours } = context;
  const firstDay = Math.ceil((minutes + booking.minimumNoticeMinutes) / 1_440);
  const rows: MenuRow[] = [];
  for (let ahead = firstDay; ahead <= booking.horizonDays && rows.length < mostDayRows; ahead += 1) {
    const day = plusDays(today, ahead);
    const open = intervalsOn(openingHours, day);
    const intervals = open.length === 0 ? open : (availableOn(day, professionals) ?? open);
    const periods = [
      intervals.some(({ opens }) => opens < 720) && 'morning',
      intervals.some(({ opens, closes }) => opens < 1_080 && closes > 780) && 'afternoon',
      intervals.some(({ closes }) => closes > 1_140) && 'evening',
    ] as const;
    for (const period of periods) {
      const title =
        period && `${weekdayName(day).replace('-feira', '')} ${dayMonth(day)}, ${periodNames[period]}`;
      if (title && rows.length < mostDayRows) rows.push({ id: `when:${day}:${period}`, title });
    }
  }
  const any = { id: 'when:any', title: 'Qualquer horário' };
  if (rows.length > 0) return { button: 'Escolher', rows: [...rows, any] };
  const periods = [
    { id: 'when:morning', title: 'De manhã' },
    { id: 'when:afternoon', title: 'À tarde' },
  ];
  return { button: 'Escolher', rows: [...periods, any] };
}

/** `undefined` when it is not known of all of them. */
function availableOn(
  day: LocalDate,
  professionals: readonly Professional[],
): readonly OpenInterval[] | undefined {
  const weeks = professionals.map(({ availability }) => availability);
  if (weeks.length === 0 || weeks.includes(undefined)) return undefined;
  return weeks.flatMap((week) => week?.[weekdayOf(day)] ?? []);
}

/** Says honestly that this is a request: nobody has looked into the calendar. */
export function passRequest(
  situation: Situation,
  request: VisitRequest,
  service: HealthcareService | undefined,
): Reply {
  const professional = situation.context.professionals.find(({ id }) => id === request.professionalId);
  const what = `${service === undefined ? 'atendimento' : `*${service.name}*`}${professional === undefined ? '' : ` com ${professional.name}`}`;
  const when = request.when === undefined ? 'dia e horário a combinar' : whenPhrase(request.when, situation);
  const closedFull = professional?.acceptsNewPatients === false;
  return {
    text: paragraphs(
      `📝 Anotei o seu pedido: ${what}, ${when}.`,
      `A nossa equipe vai conferir a agenda e confirmar o horário com você por aqui; ainda não está marcado. ${teamGoesOn(situation)}`,
      dayNote(request.when, situation),
      closedFull &&
        `No momento a agenda de ${professional.name} está fechada para novos pacientes; se for a sua primeira vez, a equipe sugere outro profissional.`,
    ),
    handover: {
      reason: 'booking-request',
      summary: `Pedido de horário: ${what.replaceAll('*', '')}, ${when}. Falta confirmar com o paciente.`,
    },
  };
}

const periodWords: Readonly<Record<Period, string>> = {
  morning: 'de manhã',
  afternoon: 'à tarde',
  evening: 'à noite',
  any: 'em qualquer horário',
};

function whenPhrase({ day, period, minutes, orLater, except }: WantedTime, { today }: Situation): string {
  const but = except?.period === undefined ? '' : ` (menos ${periodWords[except.period]})`;
  const time =
    minutes !== undefined ? `por volta das ${clock(minutes)}` : `${periodWords[period ?? 'any']}${but}`;
  return day === undefined ? time : `${orLater ? 'a partir de ' : ''}${dayPhrase(day, today)}, ${time}`;
}

function dayNote(when: WantedTime | undefined, { context, today, minutes }: Situation): string | false {
  const { openingHours, booking } = context;
  if (when?.day === undefined) return false;
  if (openingHours.week !== undefined && intervalsOn(openingHours, when.day).length === 0) {
    return 'Nesse dia não abrimos; a equipe vai sugerir a data mais próxima.';
  }
  const endOfDay = plusDays(today, Math.floor((minutes + booking.minimumNoticeMinutes) / 1_440));
  if (when.day < endOfDay) {
    return `Costumamos marcar com pelo menos ${duration(booking.minimumNoticeMinutes)} de antecedência; a equipe vê se há encaixe.`;
  }
  return (
    when.day > plusDays(today, booking.horizonDays) &&
    `A nossa agenda abre até ${booking.horizonDays} dias à frente; a equipe vê o que é possível.`
  );
}
