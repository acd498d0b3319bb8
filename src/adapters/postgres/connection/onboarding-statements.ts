import type { PoolClient } from 'pg';
import type { OnboardingEnd } from '../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** With the end of an onboarding. */
export const forgotten = `ended_at = now(), sealed_token = null, sealed_app_secret = null, next_at = null, lease_until = null`;
/** Takes the lease for `ms`, a parameter of the statement. */
export const leased = (ms: string) =>
  `attempts = attempts + 1, lease_token = lease_token + 1, lease_until = now() + ${ms} * interval '1 ms'`;

export const endStatement = (end: OnboardingEnd): { text: string; values: unknown[] } => {
  switch (end.to) {
    case 'done':
      return { text: `state = 'done', ${forgotten}`, values: [] };
    case 'refused':
      return {
        text: `state = 'refused', problem = $4, problem_detail = $5, ${forgotten}`,
        values: [end.problem, end.detail],
      };
    case 'again':
      return { text: `next_at = now() + $4 * interval '1 ms', lease_until = null`, values: [end.afterMs] };
  }
};

/** The one of the number that is still running makes room; of two that begin at once, the later waits for the former. */
export async function makeRoom(client: PoolClient, clinicId: ClinicId, phoneNumberId: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `whatsapp-onboarding:${clinicId}:${phoneNumberId}`,
  ]);
  await client.query(
    `update whatsapp_onboardings set state = 'refused', problem = 'replaced', ${forgotten}
     where clinic_id = $1 and phone_number_id = $2 and state = 'running'`,
    [clinicId, phoneNumberId],
  );
}
