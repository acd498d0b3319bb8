import type { Literal } from '../../../language/literals/literal.ts';
import { said } from './amounts.ts';
import type { Finding } from '../finding.ts';
import { bare, national, type KnownContacts } from '../reading/known-contacts.ts';
import { ofKind } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import type { World } from '../reading/world.ts';

/** Telephones, links, keys and numbers of documents: exactly those of the clinic. */
export function contactFindings(statement: Statement, world: World): readonly Finding[] {
  const known = world.read.names.contacts;
  return ofKind(statement.literals, 'phone', 'link', 'email', 'code').flatMap((literal) =>
    isKnown(literal, known) && isInPlace(literal, statement, world)
      ? []
      : [
          {
            kind: kindOf(literal),
            why: isKnown(literal, known) ? 'other-subject' : 'unknown',
            said: said(literal, world),
          },
        ],
  );
}

type ContactLiteral = Extract<Literal, { kind: 'phone' | 'link' | 'email' | 'code' }>;

const kindOf = ({ kind }: ContactLiteral) => (kind === 'email' ? 'link' : kind);

function isKnown(literal: ContactLiteral, { phones, addresses, codes }: KnownContacts): boolean {
  switch (literal.kind) {
    case 'phone':
      return phones.has(national(literal.digits)) || codes.has(literal.digits);
    case 'link':
    case 'email':
      return addresses.has(bare(literal.address));
    case 'code':
      return codes.has(literal.signs);
  }
}

/** The number for calls is not the one for WhatsApp, where they differ. */
function isInPlace(literal: ContactLiteral, { sentence }: Statement, { facts: { context } }: World): boolean {
  const { phone, whatsapp } = context.profile;
  if (literal.kind !== 'phone' || phone === undefined || whatsapp === undefined) return true;
  const before = sentence.flat.slice(0, literal.at - sentence.at);
  const label =
    /(?:whats\w{0,4}|zap|telefone|fone|ligue|ligar|tel)(?![a-z])(?!.*(?:whats|zap|telefone|fone|ligue|ligar))/.exec(
      before,
    )?.[0];
  if (label === undefined) return true;
  const meant = /^(?:whats|zap)/.test(label) ? whatsapp : phone;
  const other = meant === phone ? whatsapp : phone;
  const digits = national(literal.digits);
  return digits !== national(other) || digits === national(meant);
}
