import type { ClinicContext } from '../../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../../domain/clinic/healthcare-service.ts';
import type { Professional } from '../../../../domain/clinic/professional.ts';
import { careNamedIn, withSpecialties, withSynonyms } from './care-words.ts';
import { isGeneric, namesAlone, wordsOfClinic, type ClinicWords } from './clinic-words.ts';
import { insurancesNamed, otherInsuranceNamed } from './insurance-names.ts';
import { normalised, tellingWords, wordsOf } from '../../../../domain/language/normalise-text.ts';
import { namedProfessionals } from './professional-names.ts';
import { asksOf, servicesNamed } from './service-names.ts';
import { serviceMark } from '../topic.ts';
import { given } from '../../../../domain/given.ts';

/** The clinic's own things that a text names. */
export type Mentions = {
  /** One when it is clear, several when it could be any of them or when each is named. */
  readonly services: readonly HealthcareService[];
  readonly professionals: readonly Professional[];
  readonly insurances: readonly string[];
  /** A well-known health plan that is not in the clinic's list. */
  readonly otherInsurance?: string;
  /** Several services, and each by words of its own: not one name that could mean any of them. */
  readonly namesEach?: boolean;
  /** A well-known exam, procedure or specialty is named, and none of the clinic's. */
  readonly isOtherCare?: boolean;
};

export function mentionsIn(normal: string, context: ClinicContext): Mentions {
  const words = wordsOfClinic(context);
  const insurances = insurancesNamed(normal, context.insurances);
  // "Dental Estrela" is a plan, and asks for nothing dental
  const ofCare = insurances.reduce((text, plan) => without(text, normalised(plan)), normal);
  // the clinic's own words first, then what other words mean, then a specialty
  const spoken = tellingWords(withSynonyms(ofCare).join(' '));
  const own = servicesNamed(spoken, ofCare, words).filter(({ share, isHead }) => share === 1 || isHead);
  const named =
    own.length > 0
      ? servicesNamed(spoken, ofCare, words)
      : servicesNamed(tellingWords(withSpecialties(ofCare).join(' ')), ofCare, words);
  const found = new Set(named.map(({ service }) => service));
  const telling = context.services.filter((service) => found.has(service));
  const plain = telling.length > 0 ? telling : plainlyNamed(ofCare, words);
  const services = plain.length > 0 ? plain : namedByKind(ofCare, words);
  const people = namedProfessionals(normal, words);
  const professionals =
    people.length + services.length > 0 ? people : ofSpecialty(withSpecialties(ofCare), words);
  const by = named.flatMap((each) => each.by);
  const other = insurances.length > 0 ? undefined : otherInsuranceNamed(normal);
  return {
    services,
    professionals,
    insurances,
    ...given({ otherInsurance: other }),
    ...(named.length > 1 && new Set(by).size === by.length && { namesEach: true }),
    ...(services.length + professionals.length === 0 && careNamedIn(normal) && { isOtherCare: true }),
  };
}

/** A service called just "Consulta". */
function plainlyNamed(normal: string, { services }: ClinicWords): readonly HealthcareService[] {
  const text = ` ${normal} `;
  const named = services.filter(({ name }) => text.includes(` ${name} `)).map(({ service }) => service);
  const longest = named.reduce((most, { name }) => Math.max(most, name.length), 0);
  return named.filter(({ name }) => name.length === longest);
}

/** "Sessão", "avaliação": by the kind of thing that it is, where the clinic has one of them. */
function namedByKind(normal: string, { services }: ClinicWords): readonly HealthcareService[] {
  const kinds = wordsOf(normal).filter((word) => namesAlone.has(word));
  const named = kinds.map((kind) => services.filter(({ name }) => wordsOf(name).includes(kind)));
  return named.find(({ length }) => length === 1)?.map(({ service }) => service) ?? [];
}

/** "Nutricionista", where no service says so: those whose specialty it is. */
function ofSpecialty(said: readonly string[], { professionals }: ClinicWords) {
  return professionals
    .filter(({ specialties }) => said.some((word) => specialties.has(word)))
    .map(({ professional }) => professional);
}

const without = (text: string, phrase: string): string => ` ${text} `.replaceAll(` ${phrase} `, ' ').trim();

/** "MAPA" asks for an exam, not for the way: names of services become a mark. */
export function withServicesMarked(normal: string, { services }: Mentions, context: ClinicContext): string {
  if (services.length === 0) return normal;
  const named = new Set(services);
  const words = wordsOfClinic(context);
  const own = words.services.filter(({ service }) => named.has(service));
  const whole = own.reduce(
    (text, { name }) => (` ${text} `.includes(` ${name} `) ? withMark(text, name) : text),
    normal,
  );
  const telling = new Set(own.flatMap((each) => each.telling));
  const kinds = new Set(own.flatMap(({ name }) => wordsOf(name).filter((word) => namesAlone.has(word))));
  const isByKind = own.length === 1 && !whole.includes(serviceMark);
  const marked = wordsOf(whole).map((word) =>
    (isByKind && kinds.has(word)) ||
    (!isGeneric(word) && !asksOf(word) && words.ofServices(word).some((sign) => telling.has(sign)))
      ? serviceMark
      : word,
  );
  return marked.filter((word, index) => word !== serviceMark || marked[index - 1] !== serviceMark).join(' ');
}

const withMark = (text: string, name: string) =>
  ` ${text} `.replaceAll(` ${name} `, ` ${serviceMark} `).trim();
