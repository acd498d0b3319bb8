import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import { careNamedIn, withSpecialties } from './care-words.ts';
import { isGeneric, wordsOfClinic, type ClinicWords, type ServiceWords } from './clinic-words.ts';
import { insurancesNamed, otherInsuranceNamed } from './insurance-names.ts';
import { tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { serviceMark } from './topic.ts';
import { given } from '../../../domain/given.ts';

/** The clinic's own things that a text names. */
export type Mentions = {
  /** One when it is clear, several when it could be any of them or when each is named. */
  readonly services: readonly HealthcareService[];
  readonly practitioners: readonly Practitioner[];
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
  const named = servicesNamed(tellingWords(withSpecialties(normal).join(' ')), words);
  const found = new Set(named.map(({ service }) => service));
  const telling = context.services.filter((service) => found.has(service));
  const services = telling.length > 0 ? telling : plainlyNamed(normal, words);
  const by = named.flatMap((each) => each.by);
  const insurances = insurancesNamed(normal, context.insurances);
  const other = insurances.length > 0 ? undefined : otherInsuranceNamed(normal);
  return {
    services,
    practitioners: namedPractitioners(normal, words),
    insurances,
    ...given({ otherInsurance: other }),
    ...(named.length > 1 && new Set(by).size === by.length && { namesEach: true }),
    ...(services.length === 0 && careNamedIn(normal) && { isOtherCare: true }),
  };
}

type Scored = {
  readonly service: HealthcareService;
  /** Written words that stand for the service. */
  readonly by: readonly string[];
  /** How much of the telling part of its name that is. */
  readonly share: number;
};

/** The best for each word: "eletro e MAPA" are two, "ultrassom" may be any of three. */
function servicesNamed(written: readonly string[], { services, ofServices }: ClinicWords): readonly Scored[] {
  const said = saidBySign(
    written.filter((word) => !isGeneric(word)),
    ofServices,
  );
  if (said.size === 0) return [];
  let open = services.map((each) => score(each, said)).filter(({ by }) => by.length > 0);
  const named: Scored[] = [];
  while (open.length > 0) {
    const most = open.reduce((longest, { by }) => Math.max(longest, by.length), 0);
    const best = open.filter(({ by }) => by.length === most);
    const whole = best.filter(({ share }) => share === 1);
    const chosen = whole.length > 0 ? whole : best;
    named.push(...chosen);
    const used = new Set(chosen.flatMap(({ by }) => by));
    open = open.filter(({ by }) => !by.some((word) => used.has(word)));
  }
  return named;
}

type Said = ReadonlyMap<string, readonly string[]>;

/** For each sign the written words that are meant to be it, in the order of the text. */
function saidBySign(written: readonly string[], signsOf: (word: string) => readonly string[]): Said {
  const said = new Map<string, string[]>();
  for (const word of new Set(written)) {
    for (const sign of signsOf(word)) {
      const words = said.get(sign);
      if (words) words.push(word);
      else said.set(sign, [word]);
    }
  }
  return said;
}

function score({ service, telling, specialty }: ServiceWords, said: Said): Scored {
  const found = telling.filter((sign) => said.has(sign));
  if (found.length > 0) {
    const by = [...new Set(found.flatMap((sign) => said.get(sign) ?? []))];
    return { service, by, share: found.length / telling.length };
  }
  if (service.kind !== 'consultation') return { service, by: [], share: 0 };
  const by = specialty.flatMap((sign) => said.get(sign) ?? []).find((word) => word.length >= 6);
  return { service, by: by === undefined ? [] : [by], share: 0 };
}

/** A service called just "Consulta". */
function plainlyNamed(normal: string, { services }: ClinicWords): readonly HealthcareService[] {
  const text = ` ${normal} `;
  const named = services.filter(({ name }) => text.includes(` ${name} `)).map(({ service }) => service);
  const longest = named.reduce((most, { name }) => Math.max(most, name.length), 0);
  return named.filter(({ name }) => name.length === longest);
}

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
  const marked = wordsOf(whole).map((word) =>
    !isGeneric(word) && words.ofServices(word).some((sign) => telling.has(sign)) ? serviceMark : word,
  );
  return marked.filter((word, index) => word !== serviceMark || marked[index - 1] !== serviceMark).join(' ');
}

const withMark = (text: string, name: string) =>
  ` ${text} `.replaceAll(` ${name} `, ` ${serviceMark} `).trim();

const introduces = /\b(meu nome e|me chamo|aqui e|sou (a|o)|quem fala e|paciente)\b/;

/** By first name, or by any name after a title: "Dias" and "Rosa" alone are words as well. */
function namedPractitioners(
  normal: string,
  { practitioners, ofPractitioners }: ClinicWords,
): readonly Practitioner[] {
  const hasTitle = /\b(dr|dra)\b/.test(normal);
  if (introduces.test(normal) && !hasTitle) return [];
  const said = saidBySign(wordsOf(normal), ofPractitioners);
  const scored = practitioners.map(({ practitioner, names, first }) => {
    const hits = [...names].filter((name) => said.has(name)).length;
    const isFirst = first.some((name) => said.has(name));
    return { practitioner, hits: hasTitle || isFirst ? hits : 0 };
  });
  const best = scored.reduce((most, { hits }) => Math.max(most, hits), 0);
  return best === 0 ? [] : scored.filter(({ hits }) => hits === best).map(({ practitioner }) => practitioner);
}
