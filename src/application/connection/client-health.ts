import { admit, afterRefusal, wholeCircuit } from '../../domain/connection/circuit.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { Clock } from '../ports/clock.ts';
import { ofDeployment } from './connection-alerts.ts';

/**
 * Whether Google still accepts our own OAuth client, as this process sees it. A client that is refused is one alert of
 * the installation and a break in the circuit; no clinic is marked for it (facts §2.4).
 */
export type ClientHealth = {
  /** How many of `wanted` calls to Google's token endpoint may go out now. */
  admit(wanted: number): number;
  refused(code: string): Promise<void>;
  worked(): Promise<void>;
};

type Needs = { alerts: Alerts; clock: Clock };

export function makeClientHealth({ alerts, clock }: Needs): ClientHealth {
  const trouble = ofDeployment('google-client-refused');
  let circuit = wholeCircuit;
  // another process, or this one before its restart, may have opened the alert
  let isProven = false;
  return {
    admit(wanted) {
      const verdict = admit(circuit, wanted, clock.now());
      circuit = verdict.circuit;
      return verdict.admitted;
    },
    async refused(code) {
      isProven = false;
      circuit = afterRefusal(circuit, clock.now());
      const message = `Google refuses our OAuth client (${code}): check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET`;
      await alerts.open(trouble, message, clock.now());
    },
    async worked() {
      circuit = wholeCircuit;
      if (isProven) return;
      isProven = true;
      await alerts.resolve(trouble, clock.now());
    },
  };
}
