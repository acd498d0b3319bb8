import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { weekdayOf, type LocalDate } from '../../../domain/clinic/local-time.ts';
import { intervalsOn } from '../../../domain/clinic/opening-hours.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import { human, nextSteps, teamOnly } from './menu.ts';
import {
  bullets,
  dayPhrase,
  intervalsPhrase,
  lines,
  listed,
  paragraphs,
  upperFirst,
  weekdayNames,
} from '../../../domain/language/phrasing.ts';
import type { Menu, Reply, Situation } from '../reply.ts';
import { given } from '../../../domain/given.ts';

/** The professionals named; all when none is. */
export function tellProfessionals(named: readonly Professional[], context: ClinicContext): Reply {
  const [only] = named;
  if (only !== undefined && named.length === 1) return describeProfessional(only);
  const professionals = named.length > 0 ? named : context.professionals;
  if (professionals.length === 0) {
    return {
      text: 'Não tenho a lista dos profissionais por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const shown = professionals
    .slice(0, 30)
    .map(({ name, specialties }) => (specialties.length === 0 ? name : `${name} – ${listed(specialties)}`));
  const menu = nextSteps(context);
  return { text: `👩‍⚕️ *Nossos profissionais:*\n${bullets(shown)}`, ...given({ menu }) };
}

function describeProfessional(professional: Professional): Reply {
  const { name, specialties, registration, experience, availability, acceptsNewPatients } = professional;
  const days = weekFromMonday
    .filter((weekday) => (availability?.[weekday] ?? []).length > 0)
    .map((weekday) => (weekdayNames[weekday] ?? '').replace('-feira', ''));
  const facts = [
    specialties.length > 0 && `Especialidade: ${listed(specialties)}`,
    registration !== undefined && `Registro: ${registration}`,
    experience !== undefined && `Experiência: ${experience}`,
    days.length > 0 && `Dias de atendimento: ${listed(days)}`,
  ].filter((fact) => fact !== false);
  return {
    text: paragraphs(lines(`*${name}*`, bullets(facts)), !acceptsNewPatients && closedForNew),
    menu: professionalSteps(professional),
  };
}

const professionalSteps = ({ id }: Professional): Menu => ({
  button: 'Ver opções',
  rows: [
    { id: `with:${id}`, title: 'Marcar horário' },
    { id: 'topic:professionals', title: 'Outros profissionais' },
    human,
  ],
});

/** When somebody attends, on the day asked for or in general; whether there is a free time only the agenda knows. */
export function tellProfessionalHours(
  professional: Professional,
  day: LocalDate | undefined,
  { context, today }: Situation,
): Reply {
  const { name, availability, acceptsNewPatients } = professional;
  const menu = professionalSteps(professional);
  if (availability === undefined) {
    return {
      text: `Não tenho os dias e horários de *${name}* por aqui, mas a equipe informa para você.`,
      menu: { ...menu, rows: [human, ...menu.rows.filter(({ id }) => id !== human.id)] },
    };
  }
  const isOpen = day !== undefined && intervalsOn(context.openingHours, day).length > 0;
  const onDay = day !== undefined && isOpen ? (availability[weekdayOf(day)] ?? []) : [];
  const week = weekFromMonday
    .filter((weekday) => (availability[weekday] ?? []).length > 0)
    .map(
      (weekday) =>
        `${upperFirst(weekdayNames[weekday] ?? '')}: ${intervalsPhrase(availability[weekday] ?? [])}`,
    );
  return {
    text: paragraphs(
      day !== undefined &&
        (onDay.length > 0
          ? `*${name}* atende ${dayPhrase(day, today)}: ${intervalsPhrase(onDay)}.`
          : `*${name}* não atende ${dayPhrase(day, today)}.`),
      onDay.length === 0 && week.length > 0 && `🕒 *Horários de ${name}:*\n${bullets(week)}`,
      !acceptsNewPatients && closedForNew,
    ),
    menu,
  };
}

const weekFromMonday = [1, 2, 3, 4, 5, 6, 0];
const closedForNew = 'No momento a agenda está fechada para novos pacientes.';

/** Somebody by name who is not among those who work here now; the name is not repeated. */
export const unknownProfessional = (context: ClinicContext): Reply => {
  const everyone = tellProfessionals([], context);
  return { ...everyone, text: `Não encontrei esse nome entre os nossos profissionais.\n\n${everyone.text}` };
};
