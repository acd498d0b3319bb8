import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { Timers } from '../../application/ports/system/timers.ts';
import { otlpBody } from './otlp-payload.ts';
import type { RecordedSpan } from './recorded-tracing.ts';
import type { Attributes } from './span-attributes.ts';

export type OtlpSettings = {
  /** Where spans go, e.g. `http://collector:4318/v1/traces`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of one request. */
  readonly timeoutMs: number;
  /** Spans that may wait; more are lost. */
  readonly mostWaiting: number;
  readonly mostAtOnce: number;
  /** From the first span of a batch to its request. */
  readonly delayMs: number;
  /** What is said of this process. */
  readonly resource: Attributes;
};

/** How many spans were taken by the receiver, and how many nobody will see. */
export type SpanCounts = { readonly exported: number; readonly lost: number };

type SpanExporter = {
  add(span: RecordedSpan): void;
  counts(): SpanCounts;
  /** Sends what waits, for at most `ms`. */
  close(ms: number): Promise<void>;
};

type Needs = { readonly timers: Timers; readonly randomness: Randomness };

const largestReply = 64 * 1024;
/** Of a batch, before it is given up. */
const mostTries = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** By the protocol, only these are worth repeating. */
const mayBeRepeated = (status: number): boolean => [429, 502, 503, 504].includes(status);

/** One request at a time; whoever adds never waits. A receiver that is away or slow costs spans, and nothing else. */
export function otlpExporter(settings: OtlpSettings, { timers, randomness }: Needs): SpanExporter {
  const { url, headers, timeoutMs, mostWaiting, mostAtOnce, delayMs, resource } = settings;
  const post = boundedFetch({ timeoutMs, largestReply });
  let waiting: RecordedSpan[] = [];
  let exported = 0;
  let lost = 0;
  let tries = 0;
  let sending: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;
  let isClosed = false;

  const send = async (spans: readonly RecordedSpan[]): Promise<'taken' | 'refused' | 'again'> => {
    try {
      const { status } = await post(url, {
        method: 'POST',
        // the headers may hold a key, which must not travel
        redirect: 'error',
        headers: { ...headers, 'content-type': 'application/json' },
        body: otlpBody(resource, spans),
      });
      if (status >= 200 && status < 300) return 'taken';
      return mayBeRepeated(status) ? 'again' : 'refused';
    } catch {
      return 'again';
    }
  };

  const lookIn = (ms: number) => {
    if (isClosed || cancelTimer !== undefined || sending !== undefined) return;
    cancelTimer = timers.after(ms, () => {
      cancelTimer = undefined;
      void flush();
    });
  };

  const sendOnce = async () => {
    const batch = waiting.slice(0, mostAtOnce);
    const outcome = await send(batch);
    tries += 1;
    if (outcome === 'again' && tries < mostTries && !isClosed) return;
    tries = 0;
    waiting = waiting.slice(batch.length);
    if (outcome === 'taken') exported += batch.length;
    else lost += batch.length;
  };

  const flush = (): Promise<void> => {
    sending ??= sendOnce().finally(() => {
      sending = undefined;
      if (waiting.length === 0) return;
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** tries) * (0.5 + randomness.next());
      lookIn(tries > 0 ? pause : waiting.length >= mostAtOnce ? 0 : delayMs);
    });
    return sending;
  };

  return {
    add(span) {
      if (isClosed || waiting.length >= mostWaiting) {
        lost += 1;
        return;
      }
      waiting.push(span);
      if (waiting.length === mostAtOnce && tries === 0) {
        cancelTimer?.();
        cancelTimer = undefined;
        lookIn(0);
      } else lookIn(delayMs);
    },
    counts: () => ({ exported, lost }),
    async close(ms) {
      const deadline = timers.elapsed() + ms;
      isClosed = true;
      cancelTimer?.();
      const rest = async () => {
        await sending;
        while (waiting.length > 0 && timers.elapsed() < deadline) await flush();
      };
      await new Promise<void>((resolve) => {
        const cancel = timers.after(ms, resolve);
        void rest().finally(() => {
          cancel();
          resolve();
        });
      });
    },
  };
}
