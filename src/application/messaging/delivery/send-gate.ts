import {
  afterAnswer,
  allAnswered,
  pauseLeftMs,
  sendsAllowed,
  type AnswerRun,
} from '../../../domain/messaging/sending/send-pause.ts';
import type { SendOutcome } from '../../ports/messaging/message-sender.ts';
import type { Log } from '../../ports/operations/log.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Timers } from '../../ports/system/timers.ts';

/** Milliseconds, and calls of one process. */
type SendGateLimits = {
  /** Calls to WhatsApp at once, and so the most messages that are in doubt when it stops answering. */
  readonly atOnce: number;
  /** The longest wait for one of them; the lease of a message must outlast it. */
  readonly waitMs: number;
};

/**
 * What a process lets go out to WhatsApp: so many calls at once and, while WhatsApp does not answer, none but one now and
 * then (docs/decisions/0184-sends-pause-while-whatsapp-does-not-answer.md).
 */
export interface SendGate {
  /** How many more messages may be claimed now, of `wanted`, beside `inHand`. */
  allowed(wanted: number, inHand: number): number;
  /** For how long nothing may be claimed; 0 while anything may. */
  pauseLeftMs(): number;
  /**
   * Makes `call` when it is its turn; `call` says what WhatsApp answered as soon as it knows. `notBefore`: it was not made, because
   * WhatsApp stopped answering meanwhile, the wait was too long or the process ends, and may be asked for again then.
   */
  pass<T>(
    call: (answered: (outcome: SendOutcome) => void) => Promise<T>,
  ): Promise<{ readonly made: T } | { readonly notBefore: Date }>;
  /** Whoever waits is turned back, and whoever comes: this process makes no more calls. */
  close(): void;
}

type Needs = {
  clock: Clock;
  timers: Pick<Timers, 'after'>;
  log: Pick<Log, 'info' | 'warn'>;
  sendGateLimits: SendGateLimits;
};

export function makeSendGate({ clock, timers, log, sendGateLimits }: Needs): SendGate {
  const { atOnce, waitMs } = sendGateLimits;
  /** In the order in which they came. */
  const line = new Set<(mayGo: boolean) => void>();
  let known: AnswerRun = allAnswered;
  let calls = 0;
  let isClosed = false;

  const leftMs = () => pauseLeftMs(known, clock.now());
  const isShut = () => isClosed || leftMs() > 0;
  const turnAllBack = () => {
    for (const end of line) end(false);
  };

  const learn = ({ outcome }: SendOutcome): void => {
    const before = known;
    known = afterAnswer(before, outcome === 'unknown', clock.now());
    if ('until' in known && known !== before) {
      log.warn({ until: known.until }, 'WhatsApp does not answer; sends pause, and one is tried then');
      turnAllBack();
    }
    if ('until' in before && 'lost' in known) log.info({}, 'WhatsApp answers again; sends go on');
  };

  const enter = async (): Promise<boolean> => {
    if (isShut()) return false;
    if (calls < atOnce) {
      calls += 1;
      return true;
    }
    return new Promise((resolve) => {
      const end = (mayGo: boolean) => {
        cancel();
        line.delete(end);
        if (mayGo) calls += 1;
        resolve(mayGo);
      };
      const cancel = timers.after(waitMs, () => end(false));
      line.add(end);
    });
  };

  const leave = (): void => {
    calls -= 1;
    const [next] = line;
    next?.(true);
  };

  return {
    allowed: (wanted, inHand) => sendsAllowed(known, wanted, inHand, clock.now()),
    pauseLeftMs: leftMs,

    async pass(call) {
      if (!(await enter())) return { notBefore: new Date(clock.now().getTime() + leftMs()) };
      try {
        return { made: await call(learn) };
      } finally {
        leave();
      }
    },

    close() {
      isClosed = true;
      turnAllBack();
    },
  };
}
