import { localTime, plusDays } from '../../../domain/clinic/local-time.ts';
import { openAt, type OpenState } from '../../../domain/clinic/opening-hours.ts';
import { openingPhrase, weekdayName } from '../../../domain/language/phrasing.ts';
import { bookedPhrase, hourMinute } from '../../../domain/patient-messages/slot-phrases.ts';
import { awaitsYes } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { TurnCodes } from './codes.ts';

const daysAhead = 14;

type Shown = Pick<TurnCodes, 'appointments' | 'options' | 'open' | 'lastService' | 'reading'>;

/** What changes from turn to turn: the clocks, the calendar, the clinic's doors, and what this very patient has. */
export function situationText(
  { context, now, tools }: Pick<AssistantTurn, 'context' | 'now' | 'tools'>,
  { appointments, options, open, lastService, reading }: Shown,
): string {
  const { date, minutes } = localTime(context.timeZone, now);
  const days = Array.from({ length: daysAhead }, (_, ahead) => plusDays(date, ahead + 1));
  const own = [...appointments].map(([code, one]) => {
    const state = awaitsYes(one, now) ? 'reservado, o paciente ainda não confirmou' : 'marcado';
    return `- ${code}: ${bookedPhrase(one, context)} (${state})`;
  });
  const shown = [...options].map(([code, { title }]) => `- ${code}: ${title}`);
  return [
    `Agora: ${weekdayName(date)}, ${date}, ${hourMinute(minutes)}.`,
    `Próximos dias: ${days.map((day) => `${weekdayName(day)} ${day}`).join(', ')}.`,
    openingText(openAt(context.openingHours, context.timeZone, now), date),
    tools.agenda === undefined
      ? 'A agenda não está ligada: offer_times anota o pedido para a equipe.'
      : 'A agenda está ligada.',
    own.length === 0 ? 'O paciente não tem horário marcado.' : `Horários do paciente:\n${own.join('\n')}`,
    ...(open === undefined ? [] : [openText(open)]),
    ...(lastService === undefined ? [] : [`Falado por último: ${lastService}.`]),
    ...readingText(reading),
    ...(shown.length === 0 ? [] : [`Opções mostradas por último:\n${shown.join('\n')}`]),
  ].join('\n');
}

const waitsFor: Readonly<Record<string, string>> = {
  service: 'o serviço',
  when: 'o dia e o período',
  slot: 'um dos horários mostrados',
  professional: 'o profissional',
  'known-patient': 'se já é paciente',
  confirmation: 'o sim do paciente',
  cancellation: 'o sim para cancelar',
  which: 'qual dos horários dele',
};

/** So that "segunda" after "para quando?" is heard as the answer that it is. */
function openText({ asked, service, professional, moving }: NonNullable<TurnCodes['open']>): string {
  const of = [service, professional].filter((code) => code !== undefined).join(' com ');
  const what = moving === undefined ? 'marcar' : `remarcar ${moving}`;
  return `Em andamento: ${what}${of === '' ? '' : ` (${of})`}; foi perguntado ${waitsFor[asked] ?? 'algo'}.`;
}

/** Names and days as our own rules read them: a model that counts days wrongly, or knows no lay words, has them here. */
function readingText({ services, professionals, when, topics }: TurnCodes['reading']): readonly string[] {
  const read = [
    ...services,
    ...professionals,
    ...(when ? whenText(when) : []),
    ...topics.map((topic) => `assunto ${topic}`),
  ];
  return read.length === 0 ? [] : [`Lido nesta mensagem (pode estar errado): ${read.join('; ')}.`];
}

const periods = { morning: 'manha', afternoon: 'tarde', evening: 'noite', any: 'qualquer periodo' } as const;

function whenText({ day, period, minutes, clock }: WantedTime): readonly string[] {
  const before = clock === 'after' ? 'apos ' : clock === 'before' ? 'antes ' : '';
  return [
    ...(day === undefined ? [] : [day]),
    ...(period === undefined ? [] : [periods[period]]),
    ...(minutes === undefined ? [] : [`${before}${hourMinute(minutes)}`]),
  ];
}

function openingText(open: OpenState, today: ReturnType<typeof plusDays>): string {
  switch (open.state) {
    case 'open':
      return `A clínica está aberta até ${hourMinute(open.closes.minutes)}.`;
    case 'closed':
      return open.next === undefined
        ? 'A clínica está fechada.'
        : `A clínica está fechada. Abre ${openingPhrase(open.next, today)}.`;
    case 'unknown':
      return 'O horário de funcionamento não é conhecido.';
  }
}
