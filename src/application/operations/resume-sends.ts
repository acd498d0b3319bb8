import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { resumeSending } from '../messaging/delivery/stopped-numbers.ts';
import type { Outbox } from '../ports/messaging/outbox.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';

/**
 * Lets the stopped numbers of a clinic send again now, because an operator has mended what stopped them. `false`: none was
 * stopped.
 */
export type ResumeSends = (clinicId: ClinicId) => Promise<boolean>;

type Needs = { outbox: Pick<Outbox, 'resumeNumbers'>; alerts: Pick<Alerts, 'resolveAll'>; clock: Clock };

/** An operator's word counts as Meta's: should it be wrong, the next send stops the number again. */
export const makeResumeSends =
  (needs: Needs): ResumeSends =>
  async (clinicId) =>
    (await resumeSending(needs, [{ which: { clinicId }, proof: { by: 'news' } }])) > 0;
