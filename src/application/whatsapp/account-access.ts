import type { ClinicNumbers } from '../ports/clinic/clinic-numbers.ts';
import type { TemplateAccount } from '../ports/templates/templates.ts';
import type { NumberAccess, NumberCredentials } from '../ports/whatsapp/number-credentials.ts';

type Needs = {
  clinicNumbers: Pick<ClinicNumbers, 'list'>;
  numberCredentials: Pick<NumberCredentials, 'accessOf'>;
};

/** Meta lets an account have twenty. */
const mostNumbers = 100;

/**
 * With what a clinic speaks to Meta about one of its business accounts: the own token of a number in it, before the
 * installation's.
 */
export const makeAccountAccess =
  ({ clinicNumbers, numberCredentials }: Needs) =>
  async ({ clinicId, wabaId }: TemplateAccount): Promise<NumberAccess> => {
    const numbers = await clinicNumbers.list(clinicId, mostNumbers);
    const inAccount = numbers.filter((number) => number.wabaId === wabaId && number.isActive);
    const all = await Promise.all(inAccount.map((number) => numberCredentials.accessOf(number)));
    const own = all.find((access) => access !== 'installation' && 'token' in access);
    return own ?? all[0] ?? 'installation';
  };
