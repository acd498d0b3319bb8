import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../src/domain/clinic/healthcare-service.ts';
import type { Professional } from '../../../src/domain/clinic/professional.ts';
import { duration, money } from '../../../src/domain/language/phrasing.ts';

/** The text with one digit of it changed, for every `step`-th digit; names and quoted choices keep theirs. */
export function wrongDigits(
  body: string,
  { services, professionals }: ClinicContext,
  step: number,
): readonly string[] {
  const kept = [...services, ...professionals].map(({ name }) => name).filter((name) => /\d/.test(name));
  const places = Array.from(body.matchAll(/\d/g), ({ index }) => index).filter(
    (at) => !kept.some((name) => covers(body, name, at)),
  );
  return places
    .filter((_, count) => count % step === 0)
    .map((at) => {
      const other = (Number(body.charAt(at)) + 1 + (at % 9)) % 10;
      return `${body.slice(0, at)}${other}${body.slice(at + 1)}`;
    });
}

const covers = (body: string, name: string, at: number): boolean => {
  const from = body.lastIndexOf(name, at);
  return from >= 0 && at < from + name.length;
};

/** The text with the subject of a statement changed for one of which it is not true. */
export const wrongSubjects = (body: string, context: ClinicContext): readonly string[] => [
  ...ofServices(body, context),
  ...ofProfessionals(body, context),
  ...ofWeekdays(body),
];

/** A line or a list that tells price or duration of one service, told of another. */
function ofServices(body: string, { services }: ClinicContext): readonly string[] {
  return services.flatMap((service) => {
    const place = body.includes(`*${service.name}*`) ? `*${service.name}*` : `• ${service.name}: `;
    if (!body.includes(place) || !factsOf(service).some((fact) => body.includes(fact))) return [];
    const other = services.find((one) => isOther(one, service, body) && !body.includes(one.name));
    return other === undefined ? [] : [body.replace(place, place.replace(service.name, other.name))];
  });
}

const factsOf = ({ priceCents, durationMinutes }: HealthcareService): readonly string[] => [
  ...(priceCents === undefined ? [] : [money(priceCents)]),
  ...(durationMinutes === undefined ? [] : [`Duração: ${duration(durationMinutes)}`]),
];

const isOther = (one: HealthcareService, service: HealthcareService, body: string): boolean =>
  one !== service &&
  factsOf(service)
    .filter((fact) => body.includes(fact))
    .some((fact) => !factsOf(one).includes(fact));

/** Hours of one professional, told of another who has others. */
function ofProfessionals(body: string, { professionals }: ClinicContext): readonly string[] {
  if (!/\d ?h/.test(body)) return [];
  return professionals.flatMap((professional) => {
    if (!body.includes(`${professional.name}:*`) && !body.includes(`*${professional.name}* atende`))
      return [];
    const other = professionals.find((one) => hasOtherHours(one, professional));
    return other === undefined ? [] : [body.replaceAll(professional.name, other.name)];
  });
}

const hasOtherHours = (one: Professional, other: Professional): boolean =>
  (one.availability ?? []).every(
    (day, weekday) =>
      day.length === 0 || JSON.stringify(day) !== JSON.stringify(other.availability?.[weekday]),
  );

const names = ['Segunda', 'Terça', 'Quarta', 'Quinta', 'Sexta', 'Sábado', 'Domingo'];

/** A day of a list of hours, or beside a date, called by another name. */
function ofWeekdays(body: string): readonly string[] {
  return names.flatMap((name, index) => {
    const dated = new RegExp(`${name}(?:-feira)?,? \\(?\\d\\d/\\d\\d`, 'i');
    const other = names[(index + 3) % 7] ?? '';
    const found = dated.exec(body)?.[0];
    if (found !== undefined) return [body.replace(found, found.replace(new RegExp(name, 'i'), other))];
    // the last line of hours is the weekend's, which no working day has
    const line = new RegExp(`• ${name}: [^\\n]+$`).exec(body)?.[0];
    if (line === undefined || !/Domingo|Sábado/.test(line) || !body.includes('Nosso horário')) return [];
    return [body.replace(line, line.replace(name, 'Quarta'))];
  });
}
