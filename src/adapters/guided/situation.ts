import type { TurnTools } from '../../application/ports/assistant/turn-tools.ts';
import type { AssistantRequest } from '../../domain/assistant/answer.ts';
import { localTime } from '../../domain/clinic/local-time.ts';
import { openAt } from '../../domain/clinic/opening-hours.ts';
import type { Dialogue } from './dialogue.ts';
import type { Situation } from './reply.ts';

type TurnFacts = Pick<AssistantRequest, 'context' | 'now' | 'patientName'> & {
  readonly dialogue: Dialogue;
  readonly tools: TurnTools;
};

export function situationOf({ context, dialogue, now, patientName, tools }: TurnFacts): Situation {
  const { date, minutes } = localTime(context.timeZone, now);
  return {
    context,
    dialogue,
    now,
    today: date,
    minutes,
    open: openAt(context.openingHours, context.timeZone, now),
    firstName: firstNameOf(patientName),
    agenda: tools.agenda,
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
