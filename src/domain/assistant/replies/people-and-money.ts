import type { ClinicContext } from '../../clinic/clinic-context.ts';
import { folded } from '../../clinic/folded-text.ts';
import type { PaymentMethod } from '../../clinic/payment-method.ts';
import type { Practitioner } from '../../clinic/practitioner.ts';
import { human, nextSteps, teamOnly } from '../menu.ts';
import { bullets, lines, listed, paragraphs, sentence, upperFirst, weekdayNames } from '../phrasing.ts';
import type { Reply } from '../reply.ts';
import { noteLines } from './place.ts';

/** The practitioners named; all when none is. */
export function tellPractitioners(named: readonly Practitioner[], context: ClinicContext): Reply {
  const [only] = named;
  if (only !== undefined && named.length === 1) return describePractitioner(only);
  const practitioners = named.length > 0 ? named : context.practitioners;
  if (practitioners.length === 0) {
    return {
      text: 'Não tenho a lista dos profissionais por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const shown = practitioners
    .slice(0, 30)
    .map(({ name, specialties }) => (specialties.length === 0 ? name : `${name} – ${listed(specialties)}`));
  const menu = nextSteps(context);
  return { text: `👩‍⚕️ *Nossos profissionais:*\n${bullets(shown)}`, ...(menu && { menu }) };
}

function describePractitioner(practitioner: Practitioner): Reply {
  const { id, name, specialties, registration, experience, availability, acceptsNewPatients } = practitioner;
  const days = [1, 2, 3, 4, 5, 6, 0]
    .filter((weekday) => (availability?.[weekday] ?? []).length > 0)
    .map((weekday) => (weekdayNames[weekday] ?? '').replace('-feira', ''));
  const facts = [
    specialties.length > 0 && `Especialidade: ${listed(specialties)}`,
    registration !== undefined && `Registro: ${registration}`,
    experience !== undefined && `Experiência: ${experience}`,
    days.length > 0 && `Dias de atendimento: ${listed(days)}`,
  ].filter((fact) => fact !== false);
  return {
    text: paragraphs(
      lines(`*${name}*`, bullets(facts)),
      !acceptsNewPatients && 'No momento a agenda está fechada para novos pacientes.',
    ),
    menu: {
      button: 'Ver opções',
      rows: [
        { id: `with:${id}`, title: 'Marcar horário' },
        { id: 'topic:practitioners', title: 'Outros profissionais' },
        human,
      ],
    },
  };
}

/** Somebody by name who is not among those who work here now; the name is not repeated. */
export const unknownPractitioner = (context: ClinicContext): Reply => {
  const everyone = tellPractitioners([], context);
  return { ...everyone, text: `Não encontrei esse nome entre os nossos profissionais.\n\n${everyone.text}` };
};

export function tellPayment(context: ClinicContext): Reply {
  const { paymentMethods, paymentNotes } = context;
  if (paymentMethods.length === 0 && paymentNotes.length === 0) {
    return {
      text: 'Não tenho as formas de pagamento por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const methods = bullets(paymentMethods.map(methodLine));
  const menu = nextSteps(context);
  return {
    text: paragraphs(methods !== '' && `💳 *Formas de pagamento:*\n${methods}`, noteLines(paymentNotes)),
    ...(menu && { menu }),
  };
}

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
