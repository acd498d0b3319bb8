import type { Answerer } from '../../../domain/assistant/who-answers.ts';
import { isAbsenceUntold } from '../../../domain/assistant/absence.ts';
import { withHandover, type Attention } from '../../../domain/assistant/attention.ts';
import { leaveToPeople, peopleOnlyHandover, takePeopleOnly } from '../../../domain/assistant/people-only.ts';
import type { OutboundContent } from '../../../domain/messaging/message.ts';
import type { TurnTools } from '../../ports/assistant/turn-tools.ts';

type Setting = {
  /** Said in this very turn. */
  readonly isSaidNow: boolean;
  readonly answerer: Answerer;
  readonly attention: Attention;
  readonly opening: Parameters<typeof takePeopleOnly>[0];
  readonly tools: Pick<TurnTools, 'handOver'>;
  readonly now: Date;
};

/** What somebody hears who wants no assistant: that people go on, and when; no more than that, and not while they talk. */
export async function answerPeopleOnly(
  setting: Setting,
): Promise<{ readonly replies: readonly OutboundContent[]; readonly attention: Attention }> {
  const { isSaidNow, answerer, attention, opening, tools, now } = setting;
  const isHeld = answerer === 'people';
  const waits = attention.handover !== undefined;
  if (!isSaidNow && isHeld) return { replies: [], attention };
  if (!waits && !isHeld) await tools.handOver(peopleOnlyHandover);
  const after =
    isHeld && !waits ? attention : withHandover(attention, attention.handover ?? peopleOnlyHandover, now);
  if (!isSaidNow && waits && !isAbsenceUntold(attention, now)) return { replies: [], attention: after };
  return {
    replies: isSaidNow ? takePeopleOnly(opening) : leaveToPeople(opening),
    attention: { ...after, absenceToldAt: now },
  };
}
