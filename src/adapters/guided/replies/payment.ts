import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { folded } from '../../../domain/language/folded-text.ts';
import type { PaymentMethod } from '../../../domain/clinic/payment-method.ts';
import { nextSteps, teamOnly } from './menu.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import { bullets, listed, paragraphs, sentence, upperFirst } from '../../../domain/language/phrasing.ts';
import type { Reply } from '../reply.ts';
import { noteLines } from './notes.ts';
import { given } from '../../../domain/given.ts';

/** All ways to pay; first of all whether the one that is named is among them. */
export function tellPayment(context: ClinicContext, normal: string): Reply {
  const { paymentMethods, paymentNotes, refusedPayments } = context;
  if (paymentMethods.length + paymentNotes.length + refusedPayments.length === 0) {
    return {
      text: 'Não tenho as formas de pagamento por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const methods = bullets(paymentMethods.map(methodLine));
  const menu = nextSteps(context);
  return {
    text: paragraphs(
      refusal(normal, context),
      methods !== '' && `💳 *Formas de pagamento:*\n${methods}`,
      noteLines(paymentNotes),
    ),
    ...given({ menu }),
  };
}

/** Ways to pay that are asked for by name. */
const askedByName = ['pix', 'cheque', 'boleto', 'dinheiro', 'transferencia', 'debito', 'credito'].map(
  (method) => ({
    method,
    isNamed: phraseFinder([method]),
  }),
);

function refusal(normal: string, { paymentMethods, refusedPayments }: ClinicContext): string | undefined {
  const words = wordsOf(normal);
  const asked = askedByName.filter(({ isNamed }) => isNamed(words)).map(({ method }) => method);
  const isAmong = (method: string, kinds: readonly string[]) =>
    kinds.some(
      (kind) => folded(kind).includes(method) || (/debito|credito/.test(method) && folded(kind) === 'cartao'),
    );
  const accepted = paymentMethods.map(({ kind }) => kind);
  const refused = asked.filter((method) => isAmong(method, refusedPayments));
  if (refused.length > 0) return `Não aceitamos ${listed(refused.map(spoken), 'nem')}.`;
  const unknown = asked.filter((method) => !isAmong(method, accepted));
  if (unknown.length === 0 || accepted.length === 0) return undefined;
  return `Não encontrei ${listed(unknown.map(spoken))} entre as nossas formas de pagamento.`;
}

const spoken = (method: string): string => {
  const name = methodNames.get(method) ?? method;
  return method === 'pix' ? name : name.toLowerCase();
};

const methodNames = new Map([
  ['pix', 'Pix'],
  ['cartao credito', 'Cartão de crédito'],
  ['cartao de credito', 'Cartão de crédito'],
  ['credito', 'Cartão de crédito'],
  ['cartao debito', 'Cartão de débito'],
  ['cartao de debito', 'Cartão de débito'],
  ['debito', 'Cartão de débito'],
  ['cartao', 'Cartão'],
  ['transferencia', 'Transferência'],
  ['transferencia bancaria', 'Transferência bancária'],
]);

function methodLine({ kind, installments, discount, brands, notes }: PaymentMethod): string {
  const details = [
    installments !== undefined && (/^\d+$/.test(installments) ? `em até ${installments}x` : installments),
    discount !== undefined && discountWords(discount),
    brands.length > 0 && listed(brands),
    notes,
  ].filter(Boolean);
  const name = methodNames.get(folded(kind)) ?? upperFirst(kind);
  return details.length === 0 ? name : `${name}: ${details.join('; ')}`;
}

const discountWords = (discount: string) =>
  /^\d+([.,]\d+)?%?$/.test(discount)
    ? `${discount.replace(/%$/, '')}% de desconto`
    : sentence(discount).replace(/\.$/, '');
