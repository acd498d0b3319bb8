import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { Timers } from '../ports/system/timers.ts';
import type { ClientHealth } from './client-health.ts';
import type { RenewTokens } from './renew-tokens.ts';

/**
 * Sees to it that the connection is not the one of `seenVersion` any more, by renewing it or by waiting for whoever
 * renews it. What came of it is in the store; it may be nothing, when Google is away or a failed renewal has to wait.
 */
export type RenewNow = (clinicId: ClinicId, seenVersion: number) => Promise<void>;

type Needs = {
  googleConnections: GoogleConnections;
  renewTokens: RenewTokens;
  clientHealth: ClientHealth;
  clock: Clock;
  randomness: Randomness;
  timers: Pick<Timers, 'sleep'>;
  renewalLeaseMs: number;
};

/** How long one waits for another's renewal: a little longer than Google is given to answer. */
const patienceMs = 10_000;

/** Callers of one process that want the same share one renewal; processes share it by the lease. */
export const makeRenewNow = (needs: Needs): RenewNow => {
  const { googleConnections, renewTokens, clientHealth, clock, randomness, timers, renewalLeaseMs } = needs;
  const inFlight = new Map<string, Promise<void>>();

  const renew = async (clinicId: ClinicId, seenVersion: number): Promise<void> => {
    if (clientHealth.admit(1) === 0) return;
    const deadline = clock.now().getTime() + patienceMs;
    for (;;) {
      const claim = await googleConnections.claimOne(clinicId, seenVersion, renewalLeaseMs);
      if (typeof claim === 'object') {
        await renewTokens(claim);
        return;
      }
      if (claim !== 'leased' || clock.now().getTime() >= deadline) return;
      await timers.sleep(100 + 150 * randomness.next());
    }
  };

  return (clinicId, seenVersion) => {
    const key = `${clinicId}|${seenVersion}`;
    const running = inFlight.get(key);
    if (running !== undefined) return running;
    const started = renew(clinicId, seenVersion).finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    return started;
  };
};
