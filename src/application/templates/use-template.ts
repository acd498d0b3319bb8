import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { checkUse, type TemplatePurpose, type TemplateUse } from '../../domain/templates/purpose.ts';
import { proposedTemplates } from '../../domain/templates/proposed-templates.ts';
import { AccountUnknown, TemplateNotFound } from '../../domain/templates/template-errors.ts';
import type { TemplateManager } from '../ports/templates/template-manager.ts';
import type { Templates } from '../ports/templates/templates.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { CheckTemplateUses } from './check-template-uses.ts';
import type { RefreshTemplates } from './mirror-templates.ts';

/** Says what a template is for, and what its variables and buttons mean. @throws TemplateNotFound, TemplateUnfit */
export type UseTemplate = (clinicId: ClinicId, use: TemplateUse) => Promise<void>;

type Needs = { templates: Templates; checkTemplateUses: CheckTemplateUses };

export const makeUseTemplate =
  ({ templates, checkTemplateUses }: Needs): UseTemplate =>
  async (clinicId, use) => {
    const named = (await templates.list(clinicId)).filter(
      ({ name, language, status }) => name === use.name && language === use.language && status !== 'DELETED',
    );
    if (named.length === 0) throw new TemplateNotFound(use.name, use.language);
    for (const template of named) checkUse(template, use);
    await templates.use(clinicId, use);
    await checkTemplateUses(clinicId);
  };

/** From now on nothing goes as a template for this purpose. `false` when nothing did. */
export type EndTemplateUse = (clinicId: ClinicId, purpose: TemplatePurpose) => Promise<boolean>;

export const makeEndTemplateUse =
  ({ templates, alerts, clock }: { templates: Templates; alerts: Alerts; clock: Clock }): EndTemplateUse =>
  async (clinicId, purpose) => {
    const ended = await templates.endUse(clinicId, purpose);
    await alerts.resolve({ clinicId, kind: 'template-unusable', subject: purpose }, clock.now());
    return ended;
  };

/**
 * Has the proposed templates made at Meta that the clinic's accounts do not have yet, and uses each for its purpose where
 * the clinic has not chosen another. @throws AccountUnknown, TemplatesUnavailable; what was made until then stays
 */
export type ProposeTemplates = (clinicId: ClinicId) => Promise<void>;

type ProposeNeeds = Needs & { templateManager: TemplateManager; refreshTemplates: RefreshTemplates };

export const makeProposeTemplates =
  ({ templates, templateManager, refreshTemplates }: ProposeNeeds): ProposeTemplates =>
  async (clinicId) => {
    const accounts = await templates.accounts(clinicId);
    if (accounts.length === 0) throw new AccountUnknown();
    await refreshTemplates(clinicId);
    const known = (await templates.list(clinicId)).filter(({ status }) => status !== 'DELETED');
    for (const wabaId of accounts)
      for (const proposed of proposedTemplates) {
        const isThere = known.some(
          (template) =>
            template.wabaId === wabaId &&
            template.name === proposed.name &&
            template.language === proposed.language,
        );
        if (!isThere) await templateManager.create({ clinicId, wabaId }, proposed);
      }
    const used = new Set((await templates.uses(clinicId)).map(({ purpose }) => purpose));
    for (const { purpose, name, language, variables, buttons } of proposedTemplates)
      if (!used.has(purpose)) {
        const acts = buttons.map(({ act }) => act);
        await templates.use(clinicId, { purpose, name, language, variables, buttons: acts });
      }
    await refreshTemplates(clinicId);
  };
