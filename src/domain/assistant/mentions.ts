import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { HealthcareService } from '../clinic/healthcare-service.ts';
import type { Practitioner } from '../clinic/practitioner.ts';
import { isKin, isLike } from './likeness.ts';
import { normalised, tellingWords, wordsOf } from './normalise-text.ts';

/** The clinic's own things that a text names. */
export type Mentions = {
  /** One when it is clear, several when it could be any of them. */
  readonly services: readonly HealthcareService[];
  readonly practitioners: readonly Practitioner[];
  readonly insurances: readonly string[];
  /** A well-known health plan that is not in the clinic's list. */
  readonly otherInsurance?: string;
};

/** Words that half of all services share. */
const generic =
  /^(consultas?|exames?|procedimentos?|sessao|sessoes|avaliacao|atendimento|retorno|primeira|tratamento|completo|simples|geral|clinica|clinico|medica|medico|particular|saude|aplicacao)$/;

export const isGeneric = (word: string): boolean => generic.test(word);

export function mentionsIn(normal: string, context: ClinicContext): Mentions {
  const words = tellingWords(normal);
  const insurances = context.insurances
    .map(({ name }) => name)
    .filter((name) => namesInsurance(normal, name));
  const other = insurances.length > 0 ? undefined : otherInsurance(normal);
  return {
    services: namedServices(words, normal, context.services),
    practitioners: namedPractitioners(normal, context.practitioners),
    insurances,
    ...(other !== undefined && { otherInsurance: other }),
  };
}

type Scored = { readonly service: HealthcareService; readonly share: number; readonly hits: number };

function namedServices(
  words: readonly string[],
  normal: string,
  services: readonly HealthcareService[],
): readonly HealthcareService[] {
  const exact = services.filter(({ name }) => ` ${normal} `.includes(` ${normalised(name)} `));
  const longest = Math.max(0, ...exact.map(({ name }) => name.length));
  const named = exact.filter(({ name }) => name.length === longest);
  if (named.some(({ name }) => tellingWords(normalised(name)).some((word) => !generic.test(word))))
    return named;
  const scored = services.map((service) => score(service, words)).filter(({ hits }) => hits > 0);
  const best = Math.max(0, ...scored.map(({ hits }) => hits));
  const most = scored.filter(({ hits }) => hits === best);
  const whole = most.filter(({ share }) => share === 1);
  if (most.length > 0) return (whole.length > 0 ? whole : most).map(({ service }) => service);
  return named;
}

/** How much of the telling part of a service's name (or its specialty) stands in the words. */
function score(service: HealthcareService, words: readonly string[]): Scored {
  const telling = tellingWords(normalised(service.name)).filter((word) => !generic.test(word));
  const hits = telling.filter((sign) =>
    words.some((word) => !generic.test(word) && isKin(word, sign)),
  ).length;
  if (hits > 0) return { service, hits, share: hits / telling.length };
  const specialty = tellingWords(normalised(service.specialty ?? '')).filter((word) => !generic.test(word));
  const isOfSpecialty = specialty.some((sign) => words.some((word) => word.length >= 6 && isKin(word, sign)));
  return { service, hits: isOfSpecialty && service.kind === 'consultation' ? 1 : 0, share: 0 };
}

const introduces = /\b(meu nome e|me chamo|aqui e|sou (a|o)|quem fala e|paciente)\b/;
const titles = /^(dr|dra|prof|profa|enf|de|da|do|dos|das|e)$/;

function namedPractitioners(normal: string, practitioners: readonly Practitioner[]): readonly Practitioner[] {
  const hasTitle = /\b(dr|dra)\b/.test(normal);
  if (introduces.test(normal) && !hasTitle) return [];
  const words = wordsOf(normal);
  const scored = practitioners.map((practitioner) => {
    const names = new Set(wordsOf(normalised(`${practitioner.name} ${practitioner.fullName ?? ''}`)));
    const hits = [...names].filter((name) => {
      if (titles.test(name) || name.length < 3) return false;
      return words.some((word) => (name.length >= 6 ? isLike(word, name) : word === name));
    }).length;
    return { practitioner, hits };
  });
  const best = Math.max(0, ...scored.map(({ hits }) => hits));
  return best === 0 ? [] : scored.filter(({ hits }) => hits === best).map(({ practitioner }) => practitioner);
}

const planWords = /\b(saude|seguros?|plano|planos|convenio|de|do|da)\b/g;

function namesInsurance(normal: string, name: string): boolean {
  const bare = normalised(name).replace(planWords, ' ').replace(/\s+/g, ' ').trim();
  if (bare.length < 3 || /^particular$/.test(bare)) return false;
  if (` ${normal} `.includes(` ${bare} `)) return true;
  const [first = ''] = bare.split(' ');
  const isJoined = bare.includes(' ') && wordsOf(normal).includes(bare.replaceAll(' ', ''));
  const apart = wordsOf(normal).some((word, index, all) => `${word}${all[index + 1] ?? ''}` === bare);
  return isJoined || apart || (first.length >= 4 && wordsOf(normal).some((word) => isLike(word, first)));
}

/** Plans that patients in Brazil ask for by name; only to say that this one is not on the list. */
const wellKnown =
  'Amil,Hapvida,NotreDame,Intermédica,Unimed,Bradesco Saúde,SulAmérica,Porto Seguro,Golden Cross,Prevent Senior,Cassi,Geap,Care Plus,Ipasgo,Mediservice,Omint,Postal Saúde,Allianz,Ameplan,Trasmontano,Biovida,Sompo,IPE Saúde,Planserv,Iamspe,SUS'.split(
    ',',
  );

const otherInsurance = (normal: string): string | undefined =>
  wellKnown.find((name) => namesInsurance(normal, name));
