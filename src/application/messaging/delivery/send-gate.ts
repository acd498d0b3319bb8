import { after } from '../../../domain/instants.ts';
import {
  afterAnswer,
  allAnswered,
  pauseLeftMs,
  sendsAllowed,
  type AnswerRun,
} from '../../../domain/messaging/sending/send-pause.ts';
import type { SendOutcome } from '../../ports/messaging/message-sender.ts';
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
  /** While WhatsApp is not known to answer: when the next message is tried. */
  pausedUntil(): Date | undefined;
  /**
   * Runs `call` when it is its turn; `call` says what WhatsApp answered as soon as it knows. Otherwise it was not run and
   * may be asked for again, not before a time where WhatsApp has stopped answering, or at once: the wait was too long,
   * another message is being tried, or the process ends.
   */
  pass<T>(
    call: (answered: (outcome: SendOutcome) => void) => Promise<T>,
  ): Promise<{ readonly made: T } | { readonly notBefore: Date | undefined }>;
  /** Turns back whoever waits and whoever comes from now on; what has passed makes its call. */
  close(): void;
}

type Needs = {
  clock: Clock;
  timers: Pick<Timers, 'after'>;
  sendGateLimits: SendGateLimits;
};

export function makeSendGate({ clock, timers, sendGateLimits }: Needs): SendGate {
  const { atOnce, waitMs } = sendGateLimits;
  /** In the order in which they came. */
  const line = new Set<(mayGo: boolean) => void>();
  let known: AnswerRun = allAnswered;
  let calls = 0;
  let isClosed = false;

  const leftMs = () => pauseLeftMs(known, clock.now());
  /** After a pause one message is tried, and no other beside it. */
  const isShut = () => isClosed || leftMs() > 0 || ('until' in known && calls > 0);
  const turnAllBack = () => {
    for (const end of line) end(false);
  };

  const learn = (answer: SendOutcome): void => {
    // it says nothing about WhatsApp
    if (answer.outcome === 'refused' && answer.isOwn) return;
    known = afterAnswer(known, answer.outcome === 'unknown', clock.now());
    if (leftMs() > 0) turnAllBack();
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
    pausedUntil: () => ('until' in known ? known.until : undefined),

    async pass(call) {
      if (!(await enter())) {
        const pauseMs = leftMs();
        return { notBefore: pauseMs > 0 ? after(clock.now(), pauseMs) : undefined };
      }
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
