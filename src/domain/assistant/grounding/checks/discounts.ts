import type { Finding } from '../finding.ts';
import { isQuoted } from './quoted.ts';
import type { Statement } from '../reading/statements.ts';
import type { World } from '../reading/world.ts';
import { matchesOf } from '../reading/matches.ts';

const gifts =
  /(?<![a-z])(?:de graca|gratis|gratuit\w{1,6}|sem (?:nenhum )?custo|custo zero|cortesia|isent\w{1,4}|por (?:nossa conta|conta da (?:casa|clinica))|nao (?:e |sera |foi )?(?:paga|cobra)\w{0,4}|desconto|descontos|promoca?o\w{0,3}|promocional|metade do (?:preco|valor)|pela metade|mais barat\w|preco especial|cashback|brinde|parcel\w{1,8}|sem juros|estorno|reembolso|vale presente)(?![a-z])/g;

/** Something free or cheaper: only as the clinic itself says it. */
export function discountFindings(statement: Statement, world: World): readonly Finding[] {
  const { sentence } = statement;
  if (sentence.isQuestion) return [];
  return matchesOf(sentence.flat, gifts).flatMap(({ 0: found, index }) => {
    const span = { at: sentence.at + index, end: sentence.at + index + found.length };
    const refuses =
      /(?<![a-z])(?:nao (?:temos|tenho|ha|encontrei|sei|posso|consigo|oferecemos|fazemos)|nenhum|sem)(?![a-z])[^,]{0,40}$/.test(
        sentence.flat.slice(0, index),
      );
    if (refuses || isQuoted(span, statement, world) || isOfPayment(statement, found, world)) return [];
    return [{ kind: 'discount', why: 'unknown', said: world.read.text.shown.slice(span.at, span.end) }];
  });
}

/** The clinic saves a discount as a number; "de desconto" are our words. */
function isOfPayment({ payments }: Statement, found: string, { facts: { context } }: World): boolean {
  const methods = payments.flatMap(({ candidates }) => candidates);
  if (!found.startsWith('desconto')) return false;
  return methods.some(
    ({ discount, kind }) => discount !== undefined && context.paymentMethods.some((one) => one.kind === kind),
  );
}
