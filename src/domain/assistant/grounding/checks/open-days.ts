import { openAt } from '../../../clinic/opening-hours.ts';
import type { Finding } from '../finding.ts';
import { daysMeant, sidesOf } from './opening.ts';
import { ofKind } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import type { World } from '../reading/world.ts';

const closed =
  /(?<![a-z])(?:fechad[oa]s?|(?:nao|nem) (?:se )?(?:abr\w{1,5}|atende(?:mos|m)?|funciona\w{0,4}|ha atendimento|tem atendimento)|sem (?:atendimento|expediente))(?![a-z])/;
const open =
  /(?<![a-z])(?:abert[oa]s?|abrimos|abre|atendemos|atende|funciona\w{0,4}|tem atendimento|ha atendimento)(?![a-z])/;
const ofAgenda = /agenda|novos pacientes|vaga|(?<![a-z])(?:seu|sua) (?:horario|consulta)/;

/** Whether the clinic, or a professional, attends on a day at all; the hours are looked at beside their clocks. */
export function openDayFindings(statement: Statement, world: World): readonly Finding[] {
  const { sentence } = statement;
  const { context, now } = world.facts;
  const isClosed = closed.exec(sentence.flat);
  const isOpen = isClosed === null ? open.exec(sentence.flat) : null;
  const claim = isClosed ?? isOpen;
  if (claim === null || sentence.isQuestion || ofAgenda.test(sentence.flat)) return [];
  const at = sentence.at + claim.index;
  const finding: Finding = { kind: 'opening', why: 'other-subject', said: claim[0] };

  if (/(?<![a-z])(?:agora|no momento|neste momento)(?![a-z])/.test(sentence.flat)) {
    const { state } = openAt(context.openingHours, context.timeZone, now);
    return state === (isClosed ? 'closed' : 'open') ? [] : [finding];
  }
  if (!isClosed && ofKind(statement.literals, 'clock').length > 0) return [];
  if (statement.days.length === 0 && !world.read.holidays.some(({ name }) => sentence.flat.includes(name)))
    return [];
  const sides = sidesOf(statement, at, world);
  const isRight = statement.days
    .flatMap((day) => daysMeant({ ...statement, days: [day] }, at, world))
    .every((day) => sides.every((side) => side(day).length > 0 !== (isClosed !== null)));
  return isRight ? [] : [finding];
}
