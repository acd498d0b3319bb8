import type { WakeUps } from '../../application/ports/messaging/wake-ups.ts';
import { listenTo } from './listening.ts';

/** While the connection is away polling carries the work. `onFailure` hears of each break. */
export function postgresWakeUps(
  url: string,
  onFailure: (error: Error) => void,
): WakeUps & { close(): Promise<void> } {
  const listeners = new Set<(kind: string, afterMs: number) => void>();
  const end = listenTo({
    url,
    channel: 'atende_work',
    applicationName: 'atende wake-ups',
    onFailure,
    onNotification(payload) {
      const [kind = '', afterMs = '0'] = payload.split(':');
      for (const listener of listeners) listener(kind, Number(afterMs));
    },
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      return end();
    },
  };
}
