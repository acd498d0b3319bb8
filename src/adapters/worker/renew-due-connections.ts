import type { ClientHealth } from '../../application/connection/client-health.ts';
import type { RenewalOutcome, RenewTokens } from '../../application/connection/renew-tokens.ts';
import type {
  ClaimedRenewal,
  GoogleConnections,
} from '../../application/ports/connection/google-connections.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & {
  googleConnections: GoogleConnections;
  renewTokens: RenewTokens;
  clientHealth: ClientHealth;
};

/** The loop that renews Google's tokens before they expire. */
export const renewDueConnections = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedRenewal>(needs, {
    name: 'renewals',
    async claim(limit) {
      const admitted = needs.clientHealth.admit(limit);
      return admitted === 0 ? [] : needs.googleConnections.claimDue(admitted, leaseMs);
    },
    async handle(renewal) {
      const started = needs.timers.elapsed();
      const outcome = await needs.renewTokens(renewal);
      needs.telemetry.renewal(renewal.clinicId, outcome.outcome, needs.timers.elapsed() - started);
      report(needs.log, renewal, outcome);
    },
    msUntilDue: () => needs.googleConnections.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(
  log: Log,
  { clinicId, failures }: ClaimedRenewal,
  { outcome, code, probed }: RenewalOutcome,
): void {
  switch (outcome) {
    case 'renewed':
      log.debug({ clinicId }, 'google tokens renewed');
      return;
    case 'overtaken':
      log.info({ clinicId }, 'google renewal was overtaken; its result is not used');
      return;
    case 'failed':
      log.warn({ clinicId, code, failures: failures + 1 }, 'google renewal failed; tried again later');
      return;
    case 'postponed':
      log.error({ clinicId, code }, 'google renewal is not possible for our own fault; tried again later');
      return;
    case 'reconnect-required':
      log.warn({ clinicId, code, probed }, 'google grant is dead; the clinic has to connect again');
      return;
  }
}
