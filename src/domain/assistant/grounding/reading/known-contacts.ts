import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import { flatText } from '../../../language/literals/flat-text.ts';
import { literalsIn } from '../../../language/literals/literals-in.ts';
import { ofKind } from './sentences.ts';

/** Every way to reach somebody that the clinic itself names, in its profile or in any of its texts. */
export type KnownContacts = {
  readonly phones: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly codes: ReadonlySet<string>;
};

export function contactsOf(context: ClinicContext, texts: readonly string[]): KnownContacts {
  const { phone, whatsapp, email, website, departmentEmails, cnpj, address } = context.profile;
  const all = [
    phone,
    whatsapp,
    email,
    website,
    cnpj,
    address,
    ...departmentEmails.map((one) => one.email),
    ...context.professionals.map(({ registration }) => registration),
    ...texts,
  ];
  const literals = all.flatMap((text) => (text === undefined ? [] : literalsIn(flatText(text).flat)));
  return {
    phones: new Set(ofKind(literals, 'phone').map(({ digits }) => national(digits))),
    addresses: new Set(ofKind(literals, 'link', 'email').map(({ address: one }) => bare(one))),
    codes: new Set([
      ...ofKind(literals, 'code').map(({ signs }) => signs),
      ...ofKind(literals, 'phone').map(({ digits }) => digits),
    ]),
  };
}

/** Without country code and the zero of long-distance calls. */
export const national = (written: string): string => {
  const digits = written.replace(/\D/g, '');
  const short = digits.replace(/^0+(?=\d{10})/, '');
  return /^55\d{10,11}$/.test(short) ? short.slice(2) : short;
};

/** Without scheme, `www.` and the slash at its end. */
export const bare = (address: string): string =>
  address
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
