import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import type { HealthcareService } from '../../../clinic/healthcare-service.ts';
import type { Insurance } from '../../../clinic/insurance.ts';
import type { PaymentMethod } from '../../../clinic/payment-method.ts';
import type { Professional } from '../../../clinic/professional.ts';
import { clinicWords } from './clinic-words.ts';
import { contactsOf, type KnownContacts } from './known-contacts.ts';
import { beginningsOf, nameIndex, type NameIndex } from './name-index.ts';
import { indexed, type SourceIndex } from './quotes.ts';
import { sourcesOf } from './sources.ts';
import { isTitle } from './titles.ts';

type Names<T> = { readonly index: NameIndex<T>; readonly beginnings: ReadonlyMap<string, readonly T[]> };

/** What of a context is looked up in every text, prepared once. */
export type KnownNames = {
  readonly services: Names<HealthcareService>;
  readonly professionals: Names<Professional>;
  readonly insurances: Names<Insurance>;
  readonly payments: Names<PaymentMethod>;
  readonly sources: SourceIndex;
  readonly contacts: KnownContacts;
  /** Every word that the clinic uses. */
  readonly words: ReadonlySet<string>;
};

/** Said of many services: alone they name none. */
const general = new Set(
  'consulta consultas exame exames procedimento procedimentos avaliacao retorno sessao sessoes primeira primeiro inicial completo completa simples adulto adultos infantil online presencial atendimento tratamento aplicacao medica medico hora horas horario horarios minuto minutos dia dias vez total parcial novo nova rapido especial geral anual pacote grupo individual casal familia tipo kit plus premium'.split(
    ' ',
  ),
);
const isTelling = (word: string): boolean => word.length > 2 && !general.has(word) && !/^\d+$/.test(word);

const names = <T>(index: NameIndex<T>): Names<T> => ({ index, beginnings: beginningsOf(index) });
const none: ReadonlyMap<string, never> = new Map<string, never>();

const prepared = new WeakMap<ClinicContext, KnownNames>();

export function knownNames(context: ClinicContext): KnownNames {
  let known = prepared.get(context);
  if (known === undefined) prepared.set(context, (known = prepare(context)));
  return known;
}

function prepare(context: ClinicContext): KnownNames {
  const people = [...context.professionals, ...context.inactiveProfessionals].map((item) => ({
    item,
    names: [item.name, item.fullName ?? ''].map((name) =>
      name
        .split(/\s+/)
        .filter((word) => !isTitle(word.toLowerCase().replace(/[.()]/g, '')))
        .join(' '),
    ),
  }));
  const sources = sourcesOf(context);
  const services = context.services.map((item) => ({ item, names: [item.name] }));
  return {
    services: names(nameIndex(services, isTelling)),
    // people are called by their names, not by words that resemble them
    professionals: { index: nameIndex(people, () => true), beginnings: none },
    insurances: {
      index: nameIndex(
        context.insurances.map((item) => ({ item, names: [item.name] })),
        (word) => isTelling(word) && !/^(plano|saude|convenio|seguro|vida|planos)$/.test(word),
      ),
      beginnings: none,
    },
    payments: names(
      nameIndex(
        context.paymentMethods.map((item) => ({ item, names: [item.kind] })),
        isTelling,
      ),
    ),
    sources: indexed(sources),
    contacts: contactsOf(
      context,
      sources.map(({ text }) => text),
    ),
    words: clinicWords(context),
  };
}
