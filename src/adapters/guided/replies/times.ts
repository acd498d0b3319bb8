import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import { localTime, plusDays, type LocalDate } from '../../../domain/clinic/local-time.ts';
import { intervalsOn } from '../../../domain/clinic/opening-hours.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import { clipped } from '../../../domain/language/text-length.ts';
import { whatsAppLimits } from '../../../domain/messaging/whatsapp-limits.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import {
  dayChoice,
  moreChoice,
  patientChoice,
  slotChoice,
  subjectChoice,
} from '../../../domain/patient-messages/choice-ids.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import { slotTitle } from '../../../domain/patient-messages/slot-phrases.ts';
import type { Choosable } from '../booking/usable-times.ts';
import { periodOf } from '../booking/wanted-times.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { rulesFor } from '../../../domain/clinic/rules/booking-rules.ts';
import { human } from './menu.ts';
import { clock, dayMonth, dayPhrase, duration, weekdayName } from '../../../domain/language/phrasing.ts';
import type { Menu, MenuRow, Reply, Situation } from '../reply.ts';

const mostRows = 10;
/** Leaves room for "more" and "another day". */
export const pageSize = mostRows - 2;
const longestName = 120;

const periodNames = { morning: 'manhã', afternoon: 'tarde', evening: 'noite' } as const;

/** `*Limpeza de pele* com Dra. Lara` */
export const subjectPhrase = ({ service, professional }: Subject): string =>
  `*${clipped(service.name, longestName)}*${professional === undefined ? '' : ` com ${clipped(professional.name, longestName)}`}`;

/** Times to tap on; each id says which time it means. */
export function offerTimesIn(
  subject: Subject,
  { page, hasMore }: { page: readonly OfferedSlot[]; hasMore: boolean },
  intro: string,
  { context }: Situation,
): Reply {
  const rows: MenuRow[] = page.map(({ slot, professionalId }) => {
    const who = context.professionals.find(({ id }) => id === professionalId);
    return {
      id: slotChoice(subject, professionalId, slot.start),
      title: slotTitle(slot.start, context.timeZone),
      ...(who && { description: who.name }),
    };
  });
  const last = page.at(-1)?.slot.start;
  if (hasMore && last) rows.push({ id: moreChoice(subject, last), title: 'Ver mais horários' });
  rows.push({ id: subjectChoice('days', subject), title: 'Outro dia' });
  return { text: intro, menu: { button: 'Ver horários', rows }, serviceId: subject.service.id };
}

/** Days and parts of days that really have free times. */
export function askDay(
  subject: Subject,
  times: readonly OfferedSlot[],
  { context }: Situation,
  intro: string,
): Reply {
  const free = new Map<string, { row: MenuRow; count: number }>();
  for (const { slot } of times) {
    const { date, minutes } = localTime(context.timeZone, slot.start);
    const period = periodOf(minutes);
    const id = dayChoice(subject, date, period);
    const title = `${weekdayName(date).replace('-feira', '')} ${dayMonth(date)}, ${periodNames[period]}`;
    const known = free.get(id) ?? { row: { id, title }, count: 0 };
    free.set(id, { ...known, count: known.count + 1 });
  }
  const days = [...free.values()].slice(0, mostRows - 1).map(({ row, count }) => ({
    ...row,
    description: count === 1 ? '1 horário livre' : `${count} horários livres`,
  }));
  const soon = {
    id: subjectChoice('soon', subject),
    title: 'Próximos horários',
    description: 'Os primeiros livres',
  };
  return {
    text: intro,
    menu: { button: 'Escolher', rows: [soon, ...days] },
    serviceId: subject.service.id,
  };
}

export const askWhichDay = (subject: Subject): string =>
  `Ótimo, ${subjectPhrase(subject)}! Qual dia e período você prefere? Escolha na lista ou escreva, por exemplo: "quinta de manhã".`;

export function askProfessional(
  service: HealthcareService,
  choices: readonly Choosable[],
  { context }: Situation,
): Reply {
  const rows: MenuRow[] = choices.slice(0, mostRows - 1).map(({ professional, first }) => ({
    id: `with:${professional.id}`,
    title: professional.name,
    description: [
      professional.name.length > whatsAppLimits.rowTitle && professional.name,
      !professional.acceptsNewPatients && 'Só para quem já é paciente',
      professional.acceptsNewPatients && first && `Desde ${slotTitle(first.slot.start, context.timeZone)}`,
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  return {
    text: `Para *${clipped(service.name, longestName)}*, com quem você prefere? Se não tiver preferência, toque em "Tanto faz".`,
    menu: { button: 'Escolher', rows: [...rows, { id: 'anyone', title: 'Tanto faz' }] },
    serviceId: service.id,
  };
}

export const askIfPatient = (professional: Professional): Reply => ({
  text: `No momento, a agenda de ${clipped(professional.name, longestName)} está aberta só para quem já é paciente. É o seu caso?`,
  menu: {
    button: 'Responder',
    rows: [
      { id: patientChoice('patient', professional), title: 'Sim, já sou' },
      { id: patientChoice('new-patient', professional), title: 'Não, 1ª vez' },
      human,
    ],
  },
});

export const onlyForPatients = (professional: Professional): Reply => ({
  text: `Obrigado por avisar! No momento, ${clipped(professional.name, longestName)} não está recebendo novos pacientes. A nossa equipe pode sugerir outro profissional: é só tocar abaixo.`,
  menu: { button: 'Ver opções', rows: [human, { id: 'topic:services', title: 'Outros serviços' }] },
});

export const noTimes = (subject: Subject, { context }: Situation): Reply => ({
  text: `Não encontrei horário livre para ${subjectPhrase(subject)} nos próximos ${duration(rulesOfSubject(subject, context).horizonDays * 1_440)}. A nossa equipe pode ver com você o que é possível: é só tocar abaixo.`,
  menu: { button: 'Ver opções', rows: [human, { id: 'topic:services', title: 'Outros serviços' }] },
  serviceId: subject.service.id,
});

const rulesOfSubject = ({ service, professional }: Subject, { booking }: ClinicContext) =>
  rulesFor(booking.rules, service, professional);

/** Why there is nothing at the time that was asked for. */
export function whyNot(wanted: WantedTime, subject: Subject, { context, now, today }: Situation): string {
  const { openingHours, timeZone } = context;
  const booking = rulesOfSubject(subject, context);
  const { day, minutes, period } = wanted;
  if (day === undefined) {
    return `Não tenho horário livre ${minutes === undefined ? inPeriod(period) : `às ${clock(minutes)}`}.`;
  }
  const lastDay = plusDays(today, booking.horizonDays);
  if (day > lastDay) {
    return `A nossa agenda abre até ${duration(booking.horizonDays * 1_440)} à frente, até ${dayMonth(lastDay)}.`;
  }
  const notBefore = localTime(timeZone, new Date(now.getTime() + booking.minimumNoticeMinutes * 60_000));
  const notice = `Para marcar por aqui, preciso de pelo menos ${duration(booking.minimumNoticeMinutes)} de antecedência.`;
  if (day < notBefore.date || (day === notBefore.date && latest(wanted) <= notBefore.minutes)) {
    return booking.minimumNoticeMinutes === 0 ? 'Esse horário já passou.' : notice;
  }
  if (openingHours.week !== undefined && intervalsOn(openingHours, day).length === 0) {
    return `Não atendemos ${onDay(day, today)}.`;
  }
  const time =
    minutes !== undefined
      ? ` ${aroundClock(wanted, minutes)}`
      : period && period !== 'any'
        ? ` ${inPeriod(period)}`
        : '';
  const none = `Não tenho horário livre ${onDay(day, today)}${time}.`;
  return day === notBefore.date && booking.minimumNoticeMinutes > 0 ? `${none} ${notice}` : none;
}

const aroundClock = ({ clock: sense }: WantedTime, minutes: number) =>
  `${sense === 'after' ? 'depois das' : sense === 'before' ? 'antes das' : 'às'} ${clock(minutes)}`;

const latest = ({ minutes, period, clock: sense }: WantedTime): number =>
  minutes !== undefined && sense !== 'after'
    ? minutes
    : period === 'morning' && minutes === undefined
      ? 719
      : period === 'afternoon' && minutes === undefined
        ? 1_079
        : 1_439;

const inPeriod = (period: WantedTime['period']) =>
  period === 'morning'
    ? 'de manhã'
    : period === 'afternoon'
      ? 'à tarde'
      : period === 'evening'
        ? 'à noite'
        : 'que sirva';

/** `hoje`, `na quinta-feira (03/12)`, `no sábado (05/12)` */
export function onDay(day: LocalDate, today: LocalDate): string {
  const phrase = dayPhrase(day, today);
  if (/^(hoje|amanhã)/.test(phrase)) return phrase;
  return `${/^(sábado|domingo)/.test(phrase) ? 'no' : 'na'} ${phrase}`;
}

/** What is offered where a turn of the talk was not understood, or something else was answered in between. */
export const timesMenu = (subject: Subject): Menu => ({
  button: 'Ver opções',
  rows: [
    { id: subjectChoice('soon', subject), title: 'Próximos horários' },
    { id: subjectChoice('days', subject), title: 'Escolher o dia' },
    human,
  ],
});
