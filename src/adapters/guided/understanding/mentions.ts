import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import { careNamedIn, withSpecialties } from './care-words.ts';
import { insurancesNamed, otherInsuranceNamed } from './insurance-names.ts';
import { isKin, isLike } from '../../../domain/language/likeness.ts';
import { normalised, tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { rightWords } from '../../../domain/language/known-words.ts';
import { serviceMark } from './topic.ts';

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

/** Words that half of all services share. */
const generic =
  /^(consultas?|exames?|procedimentos?|sessao|sessoes|avaliacao|atendimento|retorno|primeira|tratamento|completo|simples|geral|clinica|clinico|medica|medico|particular|saude|aplicacao|horas?|dias?|minutos|\d+)$/;

/** "Autorização" is no slip of "cauterização". */
const isMeant = (word: string, sign: string): boolean =>
  word === sign || (!rightWords.has(word) && isKin(word, sign));

const isGeneric = (word: string): boolean => generic.test(word);

export function mentionsIn(normal: string, context: ClinicContext): Mentions {
  const named = servicesNamed(tellingWords(withSpecialties(normal).join(' ')), context.services);
  const telling = context.services.filter((service) => named.some((each) => each.service === service));
  const services = telling.length > 0 ? telling : plainlyNamed(normal, context.services);
  const by = named.flatMap((each) => each.by);
  const insurances = insurancesNamed(normal, context.insurances);
  const other = insurances.length > 0 ? undefined : otherInsuranceNamed(normal);
  return {
    services,
    practitioners: namedPractitioners(normal, context.practitioners),
    insurances,
    ...(other !== undefined && { otherInsurance: other }),
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
function servicesNamed(words: readonly string[], services: readonly HealthcareService[]): readonly Scored[] {
  let open = services.map((service) => score(service, words)).filter(({ by }) => by.length > 0);
  const named: Scored[] = [];
  while (open.length > 0) {
    const most = Math.max(...open.map(({ by }) => by.length));
    const best = open.filter(({ by }) => by.length === most);
    const whole = best.filter(({ share }) => share === 1);
    const chosen = whole.length > 0 ? whole : best;
    named.push(...chosen);
    const used = new Set(chosen.flatMap(({ by }) => by));
    open = open.filter(({ by }) => !by.some((word) => used.has(word)));
  }
  return named;
}

function score(service: HealthcareService, words: readonly string[]): Scored {
  const said = words.filter((word) => !isGeneric(word));
  const telling = tellingOf(service);
  const found = telling.filter((sign) => said.some((word) => isMeant(word, sign)));
  if (found.length > 0) {
    const by = [...new Set(said.filter((word) => found.some((sign) => isMeant(word, sign))))];
    return { service, by, share: found.length / telling.length };
  }
  if (service.kind !== 'consultation') return { service, by: [], share: 0 };
  const specialty = tellingWords(normalised(service.specialty ?? '')).filter((word) => !isGeneric(word));
  const by = said.find((word) => word.length >= 6 && specialty.some((sign) => isMeant(word, sign)));
  return { service, by: by === undefined ? [] : [by], share: 0 };
}

/** A service called just "Consulta". */
function plainlyNamed(normal: string, services: readonly HealthcareService[]): readonly HealthcareService[] {
  const named = services.filter(({ name }) => ` ${normal} `.includes(` ${normalised(name)} `));
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  return named.filter(({ name }) => name.length === longest);
}

const tellingOf = ({ name }: HealthcareService) =>
  tellingWords(normalised(name)).filter((word) => !isGeneric(word));

/** "MAPA" asks for an exam, not for the way: names of services become a mark. */
export function withServicesMarked(normal: string, { services }: Mentions): string {
  if (services.length === 0) return normal;
  const whole = services.reduce(
    (text, { name }) => ` ${text} `.replaceAll(` ${normalised(name)} `, ` ${serviceMark} `).trim(),
    normal,
  );
  const telling = services.flatMap(tellingOf);
  const marked = wordsOf(whole).map((word) =>
    !isGeneric(word) && telling.some((sign) => isMeant(word, sign)) ? serviceMark : word,
  );
  return marked.filter((word, index) => word !== serviceMark || marked[index - 1] !== serviceMark).join(' ');
}

const introduces = /\b(meu nome e|me chamo|aqui e|sou (a|o)|quem fala e|paciente)\b/;
const titles = /^(dr|dra|prof|profa|enf|de|da|do|dos|das|e)$/;

/** By first name, or by any name after a title: "Dias" and "Rosa" alone are words as well. */
function namedPractitioners(normal: string, practitioners: readonly Practitioner[]): readonly Practitioner[] {
  const hasTitle = /\b(dr|dra)\b/.test(normal);
  if (introduces.test(normal) && !hasTitle) return [];
  const words = wordsOf(normal);
  const isSaid = (name: string) =>
    words.some((word) => (name.length >= 6 ? isLike(word, name) : word === name));
  const scored = practitioners.map((practitioner) => {
    const shown = namesOf(practitioner.name);
    const names = new Set([...shown, ...namesOf(practitioner.fullName ?? '')]);
    const hits = [...names].filter(isSaid).length;
    const isFirst = [shown[0], namesOf(practitioner.fullName ?? '')[0]].some(
      (name) => name !== undefined && isSaid(name),
    );
    return { practitioner, hits: hasTitle || isFirst ? hits : 0 };
  });
  const best = Math.max(0, ...scored.map(({ hits }) => hits));
  return best === 0 ? [] : scored.filter(({ hits }) => hits === best).map(({ practitioner }) => practitioner);
}

const namesOf = (name: string) =>
  wordsOf(normalised(name)).filter((word) => !titles.test(word) && word.length >= 3);
