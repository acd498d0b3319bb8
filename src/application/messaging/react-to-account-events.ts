import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { AccountEvent } from '../../domain/messaging/webhook-item.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Outbox } from '../ports/messaging/outbox.ts';

/**
 * Bans, restrictions and uninstalls stop the sends of the clinics concerned and open an alert; reinstatement lets them
 * go on. Give it each piece of news once: an old one that is delivered again must not undo a newer one.
 */
export type ReactToAccountEvents = (events: readonly AccountEvent[]) => Promise<void>;

type Needs = { clinics: Clinics; outbox: Outbox; alerts: Alerts; clock: Clock };

export const makeReactToAccountEvents = ({ clinics, outbox, alerts, clock }: Needs): ReactToAccountEvents => {
  const stop = async (clinicId: ClinicId, reason: string) => {
    const now = clock.now();
    await outbox.stopClinic(clinicId, { by: 'news', reason }, now);
    await alerts.open({ clinicId, kind: 'sends-stopped', subject: 'whatsapp' }, reason, now);
  };

  const resume = async (clinicId: ClinicId) => {
    const resumed = await outbox.resumeClinics([{ clinicId, proof: { by: 'news' } }]);
    if (resumed.length > 0)
      await alerts.resolve({ clinicId, kind: 'sends-stopped', subject: 'whatsapp' }, clock.now());
  };

  return async (events) => {
    for (const item of events) {
      if (item.effect === 'notice') continue;
      for (const clinicId of await concerned(clinics, item)) {
        if (item.effect === 'stop-sending') await stop(clinicId, `Meta: ${item.event}`);
        else await resume(clinicId);
      }
    }
  };
};

async function concerned(clinics: Clinics, event: AccountEvent): Promise<readonly ClinicId[]> {
  const number = await clinics.numberFor(event.number);
  if (number !== undefined) return [number.clinicId];
  return event.wabaId === undefined ? [] : clinics.inAccount(event.wabaId);
}
