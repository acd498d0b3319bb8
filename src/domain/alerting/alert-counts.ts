import type { ClinicId } from '../clinic/clinic.ts';
import type { AlertKind } from './alert-kinds.ts';
import { urgencyOf, type AlertUrgency } from './alert-rules.ts';
import { wordsOfAlert } from './alert-words.ts';

/** How many alerts of one kind are open; without a clinic, those of the installation. */
export type OpenAlerts = {
  readonly clinicId?: ClinicId;
  readonly kind: AlertKind;
  readonly count: number;
};

/** The open alerts of one clinic, or of the installation, by urgency, and how many of them are about Google and WhatsApp. */
export type AlertCounts = Readonly<Record<AlertUrgency | 'google' | 'whatsapp', number>> & {
  readonly clinicId?: ClinicId;
};

/** One entry for each clinic with open alerts. */
export function countAlerts(open: readonly OpenAlerts[]): readonly AlertCounts[] {
  const counts = new Map<ClinicId | undefined, AlertCounts>();
  for (const { clinicId, kind, count } of open) {
    const before = counts.get(clinicId) ?? none(clinicId);
    const urgency = urgencyOf(kind);
    const { place } = wordsOfAlert(kind);
    counts.set(clinicId, {
      ...before,
      [urgency]: before[urgency] + count,
      ...((place === 'google' || place === 'whatsapp') && { [place]: before[place] + count }),
    });
  }
  return [...counts.values()];
}

const none = (clinicId: ClinicId | undefined): AlertCounts => ({
  ...(clinicId !== undefined && { clinicId }),
  now: 0,
  today: 0,
  later: 0,
  google: 0,
  whatsapp: 0,
});
