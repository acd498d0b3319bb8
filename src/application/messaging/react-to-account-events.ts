import { isInService, type ClinicId } from '../../domain/clinic/clinic.ts';
import { noticeOf, type AccountNotice } from '../../domain/connection/account-notice.ts';
import type { AccountEvent } from '../../domain/messaging/webhook-item.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Outbox, StoppableNumbers } from '../ports/messaging/outbox.ts';
import { resumeSending, stopSending } from './delivery/stopped-numbers.ts';

/**
 * Bans, uninstalls and restrictions of replies stop the sends of the numbers concerned and open an alert; reinstatement
 * lets them go on. What else a clinic must know is an alert of its own, and stops nothing. Give it each piece of news once: an old one that is delivered again must not undo a newer one.
 */
export type ReactToAccountEvents = (events: readonly AccountEvent[]) => Promise<void>;

type Needs = { clinics: Clinics; outbox: Outbox; alerts: Alerts; clock: Clock };

export const makeReactToAccountEvents = (needs: Needs): ReactToAccountEvents => {
  const { clinics, alerts, clock } = needs;

  const tell = async (clinicId: ClinicId, { notice, ends }: AccountEvent) => {
    const about = (subject: AccountNotice) => ({ clinicId, kind: 'whatsapp-account', subject }) as const;
    if (notice !== undefined) await alerts.open(about(notice), noticeOf(notice).words, clock.now());
    if (ends !== undefined) await alerts.resolve(about(ends), clock.now());
  };

  return async (events) => {
    for (const item of events) {
      if (item.effect === 'notice' && item.notice === undefined && item.ends === undefined) continue;
      for (const which of await concerned(clinics, item)) {
        await tell(which.clinicId, item);
        if (item.effect === 'stop-sending')
          await stopSending(needs, which, { by: 'news', reason: `Meta: ${item.event}` });
        else if (item.effect === 'resume-sending')
          await resumeSending(needs, [{ which, proof: { by: 'news' } }]);
      }
    }
  };
};

/** What names a number is about it alone, also when that is switched off or unknown; else about the numbers of an account. */
async function concerned(clinics: Clinics, event: AccountEvent): Promise<readonly StoppableNumbers[]> {
  const number = await clinics.numberFor(event.number);
  if (isInService(number)) return [{ clinicId: number.clinicId, whatsappNumber: number.whatsappNumber }];
  const { phoneNumberId, displayNumber } = event.number;
  if (phoneNumberId !== undefined || displayNumber !== undefined) return [];
  const { wabaId } = event;
  if (wabaId === undefined) return [];
  return (await clinics.inAccount(wabaId)).map((clinicId) => ({ clinicId, wabaId }));
}
