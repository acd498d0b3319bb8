import type { ProposedTemplate } from '../../../domain/templates/proposed-templates.ts';
import type { Template } from '../../../domain/templates/template.ts';
import type { TemplateAccount } from './templates.ts';

/** Meta's side of the templates of one account. */
export interface TemplateManager {
  /** All of them, whatever their status. @throws TemplatesUnavailable; never a part of the list */
  list(account: TemplateAccount): Promise<readonly Template[]>;
  /**
   * Asks Meta to make it; it is reviewed before it may be used, and Meta may give it another category. One that is there
   * already is left as it is. @throws TemplatesUnavailable
   */
  create(account: TemplateAccount, template: ProposedTemplate): Promise<void>;
}
