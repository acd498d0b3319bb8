import type { HealthcareService } from '../../../clinic/healthcare-service.ts';
import type { Literal } from '../../../language/literals/literal.ts';
import type { Finding } from '../finding.ts';
import { isQuoted } from './quoted.ts';
import { ofKind } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import { subjectPeople, subjectServices } from '../reading/subjects.ts';
import type { World } from '../reading/world.ts';

/** Prices: each belongs to one service that the sentence, or the talk before it, names. */
export function priceFindings(statement: Statement, world: World): readonly Finding[] {
  return ofKind(statement.literals, 'money')
    .filter((money) => !isQuoted(money, statement, world))
    .flatMap((money) => {
      const services = subjectServices(statement, money, world);
      const { services: all } = world.facts.context;
      const isPrice = ({ priceCents }: HealthcareService) => priceCents === money.cents;
      if (services.length > 0 && services.every(isPrice)) return [];
      const why = services.some(isPrice) || services.length === 0 ? 'unbound' : 'other-subject';
      return [{ kind: 'price', why: all.some(isPrice) ? why : 'unknown', said: said(money, world) } as const];
    });
}

/** Durations of visits, and the clinic's rules about when a visit can be booked. */
export const durationFindings = (statement: Statement, world: World): readonly Finding[] =>
  ofKind(statement.literals, 'duration')
    .filter((one) => !isQuoted(one, statement, world) && !isDuration(one, one.minutes, statement, world))
    .map((one) => ({ kind: 'duration', why: 'unknown', said: said(one, world) }));

export function isDuration(
  literal: { readonly at: number; readonly end: number },
  minutes: number,
  statement: Statement,
  world: World,
): boolean {
  const { booking, openingHours } = world.facts.context;
  const { flat } = statement.sentence;
  const says = (words: RegExp) => words.test(flat);
  if (
    says(/antecedencia|(?<![a-z])antes(?![a-z])|marcar por aqui/) &&
    minutes === booking.minimumNoticeMinutes
  )
    return true;
  if (says(/agenda|frente|proximos|adiante/) && minutes === booking.horizonDays * 1_440) return true;
  if (says(/reserv|segur|guard|separ/) && holdMinutes(world).includes(minutes)) return true;
  if (minutes === 1_440) {
    const isDayLong = openingHours.week?.some((day) =>
      day.some(({ opens, closes }) => closes - opens >= 1_440),
    );
    if (isDayLong && says(/abert|abre|abrimos|funcion|atende|horario/)) return true;
  }
  const services = subjectServices(statement, literal, world);
  if (services.length > 0 && services.every(({ durationMinutes }) => durationMinutes === minutes))
    return true;
  const { people, isOwn } = subjectPeople(statement, literal);
  return (
    isOwn &&
    says(/consult|atendiment|sess/) &&
    people.length > 0 &&
    people.every(({ consultationMinutes }) => consultationMinutes === minutes)
  );
}

/** For how long a time is kept. */
const holdMinutes = ({ visits }: World): readonly number[] =>
  visits.flatMap(({ appointment }) =>
    appointment?.holdExpiresAt === undefined
      ? []
      : [
          Math.max(
            1,
            Math.round((appointment.holdExpiresAt.getTime() - appointment.createdAt.getTime()) / 60_000),
          ),
        ],
  );

/** Parts, instalments: only as the clinic itself says them. */
export const shareFindings = (statement: Statement, world: World): readonly Finding[] =>
  ofKind(statement.literals, 'percent', 'installments')
    // the clinic saves a bare number: "x" is ours
    .filter(
      (one) =>
        !isQuoted(
          { ...one, end: world.read.text.flat.slice(one.at).search(/\D|$/) + one.at },
          statement,
          world,
        ),
    )
    .map((one) => ({ kind: 'discount', why: 'unknown', said: said(one, world) }));

export const said = ({ at, end }: Pick<Literal, 'at' | 'end'>, { read }: World): string =>
  read.text.shown.slice(at, end);
