import type { TurnTools } from '../../application/ports/assistant/turn-tools.ts';
import type { AssistantRequest } from '../../domain/assistant/answer.ts';
import { localTime } from '../../domain/clinic/local-time.ts';
import { openAt } from '../../domain/clinic/opening-hours.ts';
import type { Dialogue } from './dialogue.ts';
import type { Situation } from './reply.ts';

type TurnFacts = Pick<
  AssistantRequest,
  'context' | 'now' | 'shown' | 'patientName' | 'waitsForPeople' | 'isAfterAlarm'
> & {
  readonly dialogue: Dialogue;
  readonly tools: TurnTools;
};

export function situationOf({ context, now, shown, patientName, tools, ...facts }: TurnFacts): Situation {
  const { date, minutes } = localTime(context.timeZone, now);
  return {
    context,
    dialogue: shown === undefined ? facts.dialogue : { ...facts.dialogue, offered: shown },
    now,
    today: date,
    minutes,
    open: openAt(context.openingHours, context.timeZone, now),
    firstName: firstNameOf(patientName),
    agenda: tools.agenda,
    waitsForPeople: facts.waitsForPeople === true,
    maySettle: true,
    isAfterAlarm: facts.isAfterAlarm === true,
  };
}

/** Profile names are whatever people type: only what looks like a name is said aloud. */
function firstNameOf(name: string | undefined): string | undefined {
  const [first = ''] = (name ?? '').trim().split(/\s+/);
  if (!/^\p{L}[\p{L}'’-]{1,19}$/u.test(first)) return undefined;
  return (
    first.charAt(0).toUpperCase() +
    (first === first.toUpperCase() ? first.slice(1).toLowerCase() : first.slice(1))
  );
}
