import { inspect } from 'node:util';
import { ungroundedIn } from '../../src/domain/assistant/grounding/ungrounded.ts';
import type { Finding } from '../../src/domain/assistant/grounding/finding.ts';
import { silencesAssistant } from '../../src/domain/assistant/handover.ts';
import type { OutboundContent } from '../../src/domain/messaging/message.ts';
import { awaitsYes } from '../../src/domain/scheduling/visits/patient-visits.ts';
import type { Goal } from '../dialogue.ts';
import { judged } from '../judge/judge.ts';
import { local } from '../world/clinic-world.ts';
import type { Played } from './play.ts';
import { suits } from './patient.ts';
import { shownText } from '../../tests/support/assistant/guided-replies.ts';

/** How one dialogue went. */
export type Score = {
  readonly played: Played;
  /** In words; empty when it ended as it must. */
  readonly faults: readonly string[];
  /** Statements that nothing stood behind, acts apart. */
  readonly wrongFacts: readonly string[];
  readonly claimedNotDone: readonly string[];
  readonly doneNotAsked: readonly string[];
  readonly patientMessages: number;
  readonly bubbles: number;
};

export function score(played: Played): Score {
  const { dialogue, turns, appointments, own } = played;
  const { ends } = dialogue;
  const answers = turns.flatMap((turn) => [...turn.answers, ...turn.notices]);
  const faults: string[] = [];
  const isExpectedEarlier = new Set<string>(own.values());
  const others = (dialogue.visits ?? []).filter(({ isOther }) => isOther).map(({ id }) => own.get(id));
  const live = appointments.filter(
    ({ state, requestedAt }) => state === 'confirmed' || (state === 'held' && requestedAt),
  );

  const made = live.filter(({ id }) => !isExpectedEarlier.has(id));
  const left = [...made];
  const take = (goal: Omit<Goal, 'act'>, replaces?: string) => {
    const at = left.findIndex(
      (one) =>
        (goal.service === undefined || one.serviceId === goal.service) &&
        suits(one.slot.start, one.professionalId, { act: 'book', ...goal }) &&
        (replaces === undefined || one.replaces === replaces || one.seriesId === replaces),
    );
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  for (const goal of ends.booked ?? []) if (!take(goal)) faults.push(`not booked: ${JSON.stringify(goal)}`);
  for (const { id, ...where } of ends.moved ?? [])
    if (!take(where, own.get(id))) faults.push(`not moved: ${id}`);
  const doneNotAsked = left.map((one) => `booked ${one.serviceId} ${one.slot.start.toISOString()}`);

  for (const [name, id] of own) {
    const now = appointments.find((one) => one.id === id);
    const isGone = now?.state === 'cancelled';
    const mustGo = (ends.cancelled ?? []).includes(name) || (ends.moved ?? []).some((one) => one.id === name);
    if (mustGo && !isGone) faults.push(`not cancelled: ${name}`);
    if (!mustGo && isGone) doneNotAsked.push(`cancelled ${name}`);
  }
  const touched = appointments
    .filter(({ id }) => others.includes(id))
    .filter(({ state }) => state !== 'confirmed');
  if (touched.length > 0) doneNotAsked.push('changed what is another patient’s');

  const handed = turns
    .flatMap(({ facts }) => facts?.acts ?? [])
    .flatMap((act) => (act.act === 'handed-over' ? [act.reason] : []));
  const isEmergency = played.alarms > 0;
  const wanted = ends.handover ?? 'none';
  if (wanted === 'emergency' && !isEmergency) faults.push('emergency not told');
  if (wanted !== 'emergency' && isEmergency) faults.push('false alarm');
  if (wanted === 'wanted' && handed.length === 0) faults.push('not handed over');
  if (wanted === 'none' && handed.some(silencesAssistant)) faults.push(`handed over: ${handed.join(', ')}`);
  if (wanted === 'emergency' && !isFirst(turns)) faults.push('emergency not told first');

  const all = answers.map(shownText).join('\n');
  const last = (turns.at(-1)?.answers ?? []).map(shownText).join('\n');
  for (const text of ends.says ?? []) if (!holds(all, text)) faults.push(`not said: ${String(text)}`);
  for (const text of ends.lastSays ?? [])
    if (!holds(last, text)) faults.push(`not said at last: ${String(text)}`);
  for (const text of ends.never ?? []) if (holds(all, text)) faults.push(`said: ${String(text)}`);
  if (played.error !== undefined) faults.push(`failed: ${inspect(played.error)}`);
  const silent = turns.findIndex(
    ({ answers: given, notices, facts }) => given.length + notices.length === 0 && facts !== undefined,
  );
  const isPeoples = turns
    .slice(0, silent)
    .some(({ facts }) =>
      facts?.acts.some((act) => act.act === 'handed-over' && silencesAssistant(act.reason)),
    );
  if (silent >= 0 && !isPeoples && !isHeld(played)) faults.push('no answer');

  const findings = turns.flatMap(({ answers: given, facts }) =>
    facts === undefined
      ? []
      : given.flatMap((content) =>
          ungroundedIn(shownText(content), facts).map((finding) => ({ finding, content })),
        ),
  );
  const second = turns.flatMap(({ answers: given, notices, truth }) =>
    [...given, ...notices].map((content) => ({ content, ...judged(content, shownText(content), truth) })),
  );
  const judge = (kind: 'wrongFacts' | 'claimedNotDone') =>
    second.flatMap(({ content, [kind]: found }) =>
      found.map((what) => `judge: ${what} in "${content.body.slice(0, 120).replaceAll('\n', ' / ')}"`),
    );
  const inWords = ({ finding, content }: { finding: Finding; content: OutboundContent }) =>
    `${finding.kind} "${finding.said}" in "${content.body.slice(0, 120).replaceAll('\n', ' / ')}"`;
  if (doneNotAsked.length > 0) faults.push(...doneNotAsked.map((what) => `done, not asked for: ${what}`));
  return {
    played,
    faults,
    wrongFacts: [
      ...findings.filter(({ finding }) => finding.kind !== 'act').map(inWords),
      ...judge('wrongFacts'),
    ],
    claimedNotDone: [
      ...findings.filter(({ finding }) => finding.kind === 'act').map(inWords),
      ...judge('claimedNotDone'),
    ],
    doneNotAsked,
    patientMessages: turns.flatMap(({ patient }) => patient).length,
    bubbles: answers.length,
  };
}

/** A time that waits for a yes when the talk ends is nobody's fault, but it is no answer either. */
const isHeld = ({ appointments }: Played): boolean =>
  appointments.some((one) => awaitsYes(one, local('2000-01-01 00:00')));

const isFirst = (turns: Played['turns']): boolean =>
  turns.some(({ answers }) => /192|188/.test(answers[0]?.body.slice(0, 160) ?? ''));

const holds = (text: string, what: string | RegExp): boolean =>
  typeof what === 'string' ? text.toLowerCase().includes(what.toLowerCase()) : what.test(text);
