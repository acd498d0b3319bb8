import { readOn, silenceMs, type LiveListener, type LiveState } from './read-on.ts';
import type { LiveEvent } from './read-stream.ts';

/** So often the tab that reads is asked for a sign of life; its own timers may sleep for a minute when it is out of sight. */
const askMs = 3_000;
/** After one question without an answer nothing is called live any more, after so many another tab reads. */
const mostUnanswered = 2;

/** What tabs say to each other; `by` is the tab that reads, or believes so. */
type Said =
  | { readonly asks: true }
  | { readonly by: string; readonly event: LiveEvent }
  /** `begins`: from now on this tab reads, and no other. */
  | { readonly by: string; readonly state: LiveState; readonly begins?: true };

type Listener = LiveListener & {
  /** Whether this tab is the one that reads. */
  readonly onReads: (reads: boolean) => void;
};

/** Of a line that has been silent for too long, also when the tab that reads has not noticed. */
const isStale = ({ kind, since }: LiveState): boolean => kind === 'live' && Date.now() - since > silenceMs;
const isOver = ({ kind }: LiveState): boolean => kind === 'signed-out' || kind === 'no-access';

/**
 * One tab of a browser reads the stream and tells the others: a browser has six connections for one origin, and a
 * stream keeps one. When that tab goes, the next one reads; when it falls silent, as its script hangs or the browser has
 * frozen it, one of the others takes its place (docs/decisions/0196).
 */
export function followClinic(clinicId: string, listener: Listener, signal: AbortSignal): void {
  const name = `atende-live-${clinicId}`;
  const channel = new BroadcastChannel(name);
  const me = crypto.randomUUID();
  let reader: string | undefined;
  let state: LiveState = { kind: 'connecting', since: Date.now() };
  let unanswered = 0;
  /** This tab's place among those who wait for the lock. */
  let queue = new AbortController();
  /** Ends reading; there while the lock is this tab's, as far as it knows. */
  let held: AbortController | undefined;

  const say = (said: Said) => channel.postMessage(said);
  const show = (next: LiveState) => {
    state = next;
    listener.onState(next);
  };
  const believe = (by: string | undefined) => {
    reader = by;
    listener.onReads(by === me);
  };
  const ask = () => {
    unanswered += 1;
    say({ asks: true });
  };

  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if ('asks' in data) {
      if (reader === me) say({ by: me, state });
      return;
    }
    if (reader === undefined || 'begins' in data) believe(data.by);
    // by one that has lost its place and does not know it yet
    if (data.by !== reader) return;
    if ('event' in data) listener.onEvent(data.event);
    else if (isStale(data.state)) show({ kind: 'reconnecting', since: data.state.since });
    else {
      unanswered = 0;
      show(data.state);
    }
  };

  /** Reads when the lock is this tab's, in its turn or by force, until it is another's. */
  const read = async (options: LockOptions): Promise<void> => {
    const own = new AbortController();
    const still = () => held === own && reader === me && !signal.aborted;
    const aloud: LiveListener = {
      onEvent(event) {
        if (!still()) return;
        listener.onEvent(event);
        say({ by: me, event });
      },
      onState(next) {
        if (!still()) return;
        show(next);
        say({ by: me, state });
      },
    };
    try {
      await navigator.locks.request(name, options, () => {
        held = own;
        believe(me);
        say({ by: me, state: { kind: 'connecting', since: Date.now() }, begins: true });
        return readOn(clinicId, aloud, AbortSignal.any([signal, own.signal]));
      });
    } catch {
      own.abort();
      if (held === own && !signal.aborted) follow();
    }
  };

  /** Another tab has taken over while this one slept, and what it said meanwhile may be lost. */
  const follow = () => {
    held = undefined;
    if (reader === me) believe(undefined);
    show({ kind: 'reconnecting', since: Date.now() });
    listener.onEvent({ event: 'resync' });
    unanswered = 0;
    ask();
    wait();
  };
  const wait = () => {
    queue = new AbortController();
    void read({ signal: queue.signal });
  };

  const watch = setInterval(() => {
    if (reader === me || isOver(state)) return;
    if (unanswered >= mostUnanswered) {
      unanswered = 0;
      // one asks for the lock in a queue or by force
      queue.abort();
      void read({ steal: true });
      return;
    }
    if (unanswered > 0 && state.kind === 'live') show({ kind: 'reconnecting', since: state.since });
    ask();
  }, askMs);

  signal.addEventListener('abort', () => {
    clearInterval(watch);
    queue.abort();
    channel.close();
  });
  ask();
  wait();
}
