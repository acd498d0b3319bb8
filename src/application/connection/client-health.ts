import { admit, afterRefusal, wholeCircuit } from '../../domain/connection/circuit.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import { ofDeployment } from './connection-alerts.ts';

/**
 * Whether Google still accepts our own OAuth client, as this process sees it. A refused client opens one alert of the
 * installation and the circuit; no clinic is marked for it (docs/vendors/google.md#token-errors).
 */
export type ClientHealth = {
  /** How many of `wanted` calls to Google's token endpoint may go out now. */
  admit(wanted: number): number;
  refused(code: string): Promise<void>;
  /**
   * A grant was refused as another client's: ours is known. Only after an hour in which no grant was accepted it is an
   * alert, but no break even then, since every grant waits by itself.
   */
  refusedForGrant(code: string): Promise<void>;
  /** Whether a grant was accepted since then. */
  workedSince(time: Date): boolean;
  worked(): Promise<void>;
};

/** Longer than an access token lives: every good grant is renewed meanwhile. */
const silenceMs = 65 * 60_000;

type Needs = { alerts: Alerts; clock: Clock };

export function makeClientHealth({ alerts, clock }: Needs): ClientHealth {
  const condition = ofDeployment('google-client-refused');
  let circuit = wholeCircuit;
  // another process, or this one before its restart, may have opened the alert
  let isProven = false;
  let everWorked = false;
  let lastProof = clock.now();

  const tell = (code: string) => {
    isProven = false;
    const message = `Google refuses our OAuth client (${code}): check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET`;
    return alerts.open(condition, message, clock.now());
  };

  return {
    admit(wanted) {
      const verdict = admit(circuit, wanted, clock.now());
      circuit = verdict.circuit;
      return verdict.admitted;
    },
    async refused(code) {
      circuit = afterRefusal(circuit, clock.now());
      await tell(code);
    },
    async refusedForGrant(code) {
      circuit = wholeCircuit;
      if (clock.now().getTime() - lastProof.getTime() > silenceMs) await tell(code);
    },
    workedSince: (time) => everWorked && lastProof.getTime() > time.getTime(),
    async worked() {
      circuit = wholeCircuit;
      everWorked = true;
      lastProof = clock.now();
      if (isProven) return;
      isProven = true;
      await alerts.resolve(condition, clock.now());
    },
  };
}
