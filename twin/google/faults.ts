import { z } from 'zod';
import { operations, type Target } from './endpoints.ts';
import { reasons } from './fault-replies.ts';

export const faultShape = z
  .strictObject({
    endpoint: z.enum(['token', 'revoke', 'calendarList', 'freebusy', 'events', 'channels']),
    /** Of that endpoint only, e.g. `refresh` or `insert`. */
    operation: z.enum(operations).optional(),
    /** E-mail of the one account that is hit. */
    account: z.string().optional(),
    /** The one calendar that is hit. With `freebusy` it is this calendar's entry in an answer of 200. */
    calendarId: z.string().optional(),
    /** How many requests are hit; without it, all until the faults are cleared. */
    times: z.int().min(1).optional(),
    probability: z.number().gt(0).max(1).default(1),
    /** The request waits so long before anything is done, ms. */
    delayMs: z.int().min(0).max(60_000).default(0),
    /** `left-out`: the calendar is missing from freebusy's answer. */
    outcome: z.enum(['as-usual', 'refused', 'html', 'reset-before', 'drop-after', 'left-out']).optional(),
    reason: z.enum([...reasons, 'groupTooBig', 'tooManyCalendarsRequested']).optional(),
    status: z.int().min(400).max(599).optional(),
    retryAfterS: z.int().min(0).max(3_600).optional(),
  })
  .refine(({ outcome, calendarId }) => outcome !== 'left-out' || calendarId !== undefined, {
    error: 'left-out needs a calendarId',
  })
  .transform((fault) => ({ ...fault, outcome: fault.outcome ?? outcomeOf(fault) }));

export type FaultOrder = z.input<typeof faultShape>;
export type Fault = z.output<typeof faultShape>;
type PlannedFault = Fault & { readonly id: number; left: number };
/** What happens to one request. */
export type Hit = { readonly delayMs: number; readonly fault: Fault | undefined };

const outcomeOf = ({ reason, status }: { reason?: unknown; status?: unknown }) =>
  reason !== undefined ? 'refused' : status !== undefined ? 'html' : 'as-usual';

export type Faults = ReturnType<typeof planFaults>;

/** What the twin does wrong on command. The same seed hits the same requests. */
export function planFaults(seed: number) {
  let planned: PlannedFault[] = [];
  let random = randomFrom(seed);
  let ids = 0;

  function take(matches: (fault: Fault) => boolean): Hit {
    let delayMs = 0;
    for (const fault of planned) {
      if (!matches(fault) || fault.left === 0 || random() >= fault.probability) continue;
      fault.left -= 1;
      delayMs += fault.delayMs;
      if (fault.outcome !== 'as-usual') return { delayMs, fault };
    }
    return { delayMs, fault: undefined };
  }

  const isAbout = (fault: Fault, email: string | undefined, calendarId: string | undefined) =>
    (fault.account === undefined || fault.account === email) &&
    (fault.calendarId === undefined || fault.calendarId === calendarId);

  return {
    add(order: FaultOrder): number {
      const fault = faultShape.parse(order);
      ids += 1;
      planned.push({ ...fault, id: ids, left: fault.times ?? Infinity });
      return ids;
    },
    /** Those that can still strike; `left` is null without a limit. */
    all: () =>
      planned
        .filter(({ left }) => left > 0)
        .map(({ left, ...fault }) => ({ ...fault, left: left === Infinity ? null : left })),
    clear(): void {
      planned = [];
      random = randomFrom(seed);
    },
    ofRequest: ({ endpoint, operation }: Target, email: string | undefined, calendarId?: string): Hit =>
      take(
        (fault) =>
          fault.endpoint === endpoint &&
          (fault.operation ?? operation) === operation &&
          !(endpoint === 'freebusy' && fault.calendarId !== undefined) &&
          isAbout(fault, email, calendarId),
      ),
    /** Of one calendar within an answer of freebusy. */
    ofCalendar: (email: string, calendarId: string): Fault | undefined =>
      take(
        (fault) =>
          fault.endpoint === 'freebusy' &&
          fault.calendarId !== undefined &&
          isAbout(fault, email, calendarId),
      ).fault,
  };
}

/** mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
