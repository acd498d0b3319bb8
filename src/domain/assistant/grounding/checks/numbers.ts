import { localTime } from '../../../clinic/local-time.ts';
import type { Literal } from '../../../language/literals/literal.ts';
import { said } from './amounts.ts';
import { isOn } from '../reading/day-references.ts';
import type { Finding } from '../finding.ts';
import { isQuoted } from './quoted.ts';
import { ofKind } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import { isEcho, type World } from '../reading/world.ts';

type NumberLiteral = Extract<Literal, { kind: 'number' }>;

/** Any other number: only where the clinic says it, where it counts what is shown, or repeats the patient. */
export const numberFindings = (statement: Statement, world: World): readonly Finding[] =>
  ofKind(statement.literals, 'number')
    .filter((one) => !isQuoted(one, statement, world) && !isKnown(one, statement, world))
    .map((one) => ({ kind: 'number', why: 'unknown', said: said(one, world) }));

/** Lines that help day and night, by what stands near them. */
const emergencyLines: readonly (readonly [number, RegExp])[] = [
  [192, /samu|emergencia|urgencia/],
  [188, /cvv|vida/],
  [193, /bombeir/],
  [190, /policia/],
];

function isKnown(literal: NumberLiteral, statement: Statement, world: World): boolean {
  const { value, at } = literal;
  const { sentence } = statement;
  const { read, echo } = world;
  if (emergencyLines.some(([line, near]) => line === value && near.test(sentence.flat))) return true;
  // 1. first of a list
  if (
    /^\s*\*?$/.test(sentence.flat.slice(0, at - sentence.at)) &&
    /^\d{1,2}[.)]/.test(read.text.flat.slice(at, at + 3))
  )
    return true;
  // 1ª vez
  if (value === 1 && read.text.flat.startsWith('o vez', literal.end)) return true;
  if (isCount(literal, statement, world)) return true;
  return isEcho(statement) && echo.numbers.has(value);
}

const partOfDay = (minutes: number): string =>
  minutes < 720 ? 'manha' : minutes < 1_080 ? 'tarde' : 'noite';

/** `2 horários livres`, of the day and part of the day that the line names. */
function isCount({ value, end }: NumberLiteral, { days, sentence }: Statement, world: World): boolean {
  const { facts, visits, read } = world;
  const counted = /^ (?<what>[a-z]+)/.exec(read.text.flat.slice(end, end + 24))?.groups?.['what'] ?? '';
  if (/^(?:horarios?|vagas?|opco?e?s|opcao|encaixes?)$/.test(counted)) {
    const part = /(?<![a-z])(?:de |a |da )?(manha|tarde|noite)(?![a-z])/.exec(sentence.flat)?.[1];
    const times = visits.filter(
      ({ appointment, date, minutes }) =>
        appointment === undefined &&
        (days.length === 0 || days.some((day) => isOn(day, date))) &&
        (part === undefined || partOfDay(minutes) === part),
    );
    return (
      new Set(times.map(({ date, minutes }) => `${date} ${minutes}`)).size === value || times.length === value
    );
  }
  const { context } = facts;
  if (/^(?:profissiona)/.test(counted)) return context.professionals.length === value;
  if (/^(?:servicos?|atendimentos?)$/.test(counted)) return context.services.length === value;
  if (/^(?:convenios?|planos?)$/.test(counted)) return context.insurances.length === value;
  return value === Number(localTime(context.timeZone, facts.now).date.slice(0, 4));
}
