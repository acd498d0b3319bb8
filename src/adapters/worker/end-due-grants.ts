import type { EndGrant, RevocationOutcome } from '../../application/connection/end-grant.ts';
import type {
  ClaimedRevocation,
  GoogleRevocations,
} from '../../application/ports/connection/google-revocations.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { googleRevocations: GoogleRevocations; endGrant: EndGrant; log: Log };

/** The loop that ends grants at Google that nobody lives on any more. */
export const endDueGrants = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedRevocation>(needs, {
    name: 'revocations',
    claim: (limit) => needs.googleRevocations.claimDue(limit, leaseMs),
    async handle(revocation) {
      const outcome = await needs.endGrant(revocation);
      needs.telemetry.revocation(revocation.clinicId, outcome.outcome);
      report(needs.log, revocation, outcome);
    },
    msUntilDue: () => needs.googleRevocations.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(
  log: Log,
  { clinicId, attempts }: ClaimedRevocation,
  { outcome, code }: RevocationOutcome,
): void {
  const fields = { clinicId, code, attempts: attempts + 1 };
  switch (outcome) {
    case 'revoked':
      log.info({ clinicId }, 'google grant ended');
      return;
    case 'overtaken':
      log.info({ clinicId }, 'google revocation was overtaken');
      return;
    case 'retry':
      log.warn(fields, 'google did not end the grant; tried again later');
      return;
    case 'gave-up':
      log.error(fields, 'google never ended the grant; its token is erased all the same');
      return;
  }
}
