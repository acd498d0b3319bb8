import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { TemplateEvent } from '../../domain/templates/template.ts';
import { whyMissing, whyUnusable } from '../../domain/templates/why-unusable.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Templates } from '../ports/templates/templates.ts';
import type { WindowWaits } from '../ports/messaging/window-waits.ts';
import type { Clock } from '../ports/system/clock.ts';

/**
 * After anything about a clinic's templates has changed: a template in use that cannot be used is an alert, and what
 * waited for one is tried again. After news of one template only its uses are looked at, and what waits is tried again
 * when they decide whether it may be used.
 */
export type CheckTemplateUses = (clinicId: ClinicId, heard?: Heard) => Promise<void>;
/** `isNews`: it has changed what is known; else it is told once more, perhaps after a try that broke off. */
type Heard = { readonly change: TemplateEvent; readonly isNews: boolean };

type Needs = { templates: Templates; windowWaits: WindowWaits; alerts: Alerts; clock: Clock };

export const makeCheckTemplateUses =
  ({ templates, windowWaits, alerts, clock }: Needs): CheckTemplateUses =>
  async (clinicId, heard) => {
    const open = heard?.isNews === false ? 'openOnce' : 'open';
    const known = await templates.list(clinicId);
    let mayGo = false;
    for (const { purpose, name, language } of await templates.uses(clinicId)) {
      if (heard !== undefined && (heard.change.name !== name || heard.change.language !== language)) continue;
      const condition = { clinicId, kind: 'template-unusable', subject: purpose } as const;
      const own = known.filter((template) => template.name === name && template.language === language);
      const reasons = own.map(whyUnusable);
      const why = own.length === 0 ? whyMissing : reasons.find((reason) => reason !== undefined);
      if (why === undefined) await alerts.resolve(condition, clock.now());
      else await alerts[open](condition, `${why} (${name}, ${language})`, clock.now());
      mayGo ||= reasons.includes(undefined);
    }
    if (mayGo && decides(heard?.change)) await windowWaits.release(clinicId);
  };

/** News of the quality, or that it is at risk, free nothing. */
const decides = (change: TemplateEvent | undefined): boolean =>
  change === undefined || change.status !== undefined || change.category !== undefined;
