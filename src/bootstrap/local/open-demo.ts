import type { OpenLog } from '../../adapters/logging/logger.ts';
import { systemTimers } from '../../adapters/system/timers.ts';
import type { Services } from '../composition/services.ts';
import { fillDemoClinic, type DemoWorld } from './fill-demo-clinic.ts';

/** Filling takes two seconds; where to look is not held back for longer than this. */
const longestMs = 5_000;

type Around = {
  readonly log: OpenLog;
  /** Says where to look: the last thing that a newcomer sees, not the first of fifty lines of log. */
  readonly show: () => void;
};

/** Fills the demo clinic beside everything else, then shows where to look. Returns how to end it. */
export function openDemo(
  services: Services,
  world: Omit<DemoWorld, 'signal'>,
  { log, show }: Around,
): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  let isShown = false;
  const showOnce = () => {
    cancel();
    if (!isShown && !signal.aborted) show();
    isShown = true;
  };
  const cancel = systemTimers.after(longestMs, showOnce);
  const filled = fillDemoClinic(services, { ...world, signal })
    .catch((err: unknown) => {
      if (!signal.aborted) log.warn({ err }, 'the demo clinic was not filled');
    })
    .then(showOnce);
  return async () => {
    ending.abort();
    await filled;
  };
}
