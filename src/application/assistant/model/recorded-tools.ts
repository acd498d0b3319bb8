import type { ToolUse } from '../../../domain/assistant/model/kept-turn.ts';
import type { AgendaTools, TurnTools } from '../../ports/assistant/turn-tools.ts';

/** The same tools; every use of them is kept in order. */
export function recordedTools(tools: TurnTools): {
  readonly tools: TurnTools;
  readonly uses: readonly ToolUse[];
} {
  const uses: ToolUse[] = [];
  const use = async <T>(call: string, about: unknown, work: Promise<T>): Promise<T> => {
    const result = await work;
    uses.push({ call, about, result });
    return result;
  };
  const { agenda } = tools;
  return {
    uses,
    tools: {
      saidBefore: () => use('saidBefore', null, tools.saidBefore()),
      handOver: (handover) => use('handOver', handover.reason, tools.handOver(handover)),
      ...(agenda && { agenda: recordedAgenda(agenda, use) }),
    },
  };
}

type Use = <T>(call: string, about: unknown, work: Promise<T>) => Promise<T>;

const recordedAgenda = (agenda: AgendaTools, use: Use): AgendaTools => ({
  holdMs: agenda.holdMs,
  findTimes: (subject, around) =>
    use('findTimes', timesKey(subject, around), agenda.findTimes(subject, around)),
  appointments: () => use('appointments', null, agenda.appointments()),
  appointment: (id) => use('appointment', id, agenda.appointment(id)),
  hold: (request) => use('hold', holdKey(request), agenda.hold(request)),
  confirm: (id) => use('confirm', id, agenda.confirm(id)),
  release: (id) => use('release', id, agenda.release(id)),
  cancel: (id) => use('cancel', id, agenda.cancel(id)),
});

const timesKey = (
  { service, moving }: Parameters<AgendaTools['findTimes']>[0],
  around: Parameters<AgendaTools['findTimes']>[1],
) => [service.id, moving ?? null, around ?? null];

const holdKey = ({ subject, start, professionalId }: Parameters<AgendaTools['hold']>[0]) => [
  subject.service.id,
  subject.moving ?? null,
  start.toISOString(),
  professionalId ?? null,
];

/**
 * Tools that give what they gave before, each use once and the last one for ever. What was never asked cannot be known:
 * the agenda counts as unreadable then, nothing is anybody's, and `missed` is told.
 */
export function replayedTools(
  uses: readonly ToolUse[],
  holdMs: number | undefined,
  missed: () => void = () => undefined,
): TurnTools {
  const left = new Map<string, unknown[]>();
  for (const { call, about, result } of uses) {
    const key = JSON.stringify([call, about]);
    left.set(key, [...(left.get(key) ?? []), result]);
  }
  const again = async <T>(call: string, about: unknown, otherwise: T): Promise<T> => {
    const results = left.get(JSON.stringify([call, about]));
    if (results === undefined) {
      missed();
      return otherwise;
    }
    return (results.length > 1 ? results.shift() : results[0]) as T;
  };
  return {
    saidBefore: () => again('saidBefore', null, []),
    handOver: ({ reason }) => again('handOver', reason, undefined),
    ...(holdMs !== undefined && {
      agenda: {
        holdMs,
        findTimes: (subject, around) => again('findTimes', timesKey(subject, around), unreadable),
        appointments: () => again('appointments', null, []),
        appointment: (id) => again('appointment', id, undefined),
        hold: (request) => again('hold', holdKey(request), unreadable),
        confirm: (id) => again('confirm', id, notYours),
        release: (id) => again('release', id, notYours),
        cancel: (id) => again('cancel', id, notYours),
      } satisfies AgendaTools,
    }),
  };
}

const unreadable = { failure: 'unreadable' } as const;
const notYours = { outcome: 'not-yours' } as const;
