import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { AccountUnknown } from '../../domain/templates/template-errors.ts';
import type { TemplateManager } from '../ports/templates/template-manager.ts';
import type { TemplateAccount, Templates } from '../ports/templates/templates.ts';
import type { CheckTemplateUses } from './check-template-uses.ts';

/** Looks through the templates of a clinic's accounts at Meta. @throws AccountUnknown, TemplatesUnavailable */
export type RefreshTemplates = (clinicId: ClinicId) => Promise<void>;

type Needs = { templates: Templates; templateManager: TemplateManager; checkTemplateUses: CheckTemplateUses };

export const makeRefreshTemplates =
  (needs: Needs): RefreshTemplates =>
  async (clinicId) => {
    const accounts = await needs.templates.accounts(clinicId);
    if (accounts.length === 0) throw new AccountUnknown();
    for (const wabaId of accounts) await look(needs, { clinicId, wabaId });
    await needs.checkTemplateUses(clinicId);
  };

/** The nightly look, a few accounts at a time, until none is due or `stillWanted` says no. */
export type MirrorTemplates = (stillWanted: () => boolean) => Promise<void>;

const dayMs = 24 * 3_600_000;
const atOnce = 20;

export const makeMirrorTemplates =
  (needs: Needs): MirrorTemplates =>
  async (stillWanted) => {
    let failure: Error | undefined;
    while (stillWanted()) {
      const accounts = await needs.templates.claimAccounts(atOnce, dayMs);
      for (const account of accounts) {
        try {
          await look(needs, account);
          await needs.checkTemplateUses(account.clinicId);
        } catch (error) {
          // one account that Meta refuses keeps nobody else's from being looked at
          failure = new Error('Templates of an account could not be looked through', { cause: error });
        }
      }
      if (accounts.length < atOnce) break;
    }
    if (failure !== undefined) throw failure;
  };

/** A list that could not be read whole changes nothing: half of it would delete the rest. */
async function look({ templates, templateManager }: Needs, account: TemplateAccount): Promise<void> {
  await templates.mirror(account, await templateManager.list(account));
}
