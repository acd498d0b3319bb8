import { isInService } from '../../domain/clinic/clinic.ts';
import type { TemplateNews } from '../../domain/messaging/webhook-item.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Templates } from '../ports/templates/templates.ts';
import type { CheckTemplateUses } from './check-template-uses.ts';

/** Keeps what Meta tells of templates by webhook, for every clinic of the account. */
export type LearnTemplateEvents = (news: readonly TemplateNews[]) => Promise<void>;

type Needs = { clinics: Clinics; templates: Templates; checkTemplateUses: CheckTemplateUses };

export const makeLearnTemplateEvents =
  ({ clinics, templates, checkTemplateUses }: Needs): LearnTemplateEvents =>
  async (news) => {
    for (const { wabaId, number, change } of news) {
      const own = await clinics.numberFor(number);
      const concerned = isInService(own) ? [own.clinicId] : await clinics.inAccount(wabaId);
      for (const clinicId of concerned) {
        const isNews = await templates.learn({ clinicId, wabaId }, change);
        // also what is known already: a first try may have broken off in between
        await checkTemplateUses(clinicId, { change, isNews });
      }
    }
  };
