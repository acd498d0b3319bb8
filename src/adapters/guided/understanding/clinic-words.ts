import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import { normalised, tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { rightWords } from '../../../domain/language/known-words.ts';
import { similarWords } from '../../../domain/language/similar-words.ts';

export type ServiceWords = {
  readonly service: HealthcareService;
  readonly name: string;
  /** The words of its name that tell it from others. */
  readonly telling: readonly string[];
  readonly specialty: readonly string[];
};

type PractitionerWords = {
  readonly practitioner: Practitioner;
  readonly names: ReadonlySet<string>;
  /** The first of the name that is shown, and of the full one. */
  readonly first: readonly string[];
};

/** What a clinic calls its own things, prepared for finding it in what patients write. */
export type ClinicWords = {
  readonly services: readonly ServiceWords[];
  /** Words of services that a written word is meant to be; "autorização" is no slip of "cauterização". */
  readonly ofServices: (written: string) => readonly string[];
  readonly practitioners: readonly PractitionerWords[];
  /** Names that a written word is meant to be: short ones only as they are written. */
  readonly ofPractitioners: (written: string) => readonly string[];
};

const prepared = new WeakMap<ClinicContext, ClinicWords>();

/** Prepared once for every context that is read, and forgotten with it. */
export function wordsOfClinic(context: ClinicContext): ClinicWords {
  const known = prepared.get(context);
  if (known) return known;
  const words = { ...serviceWords(context), ...practitionerWords(context) };
  prepared.set(context, words);
  return words;
}

/** Words that half of all services share. */
const generic =
  /^(consultas?|exames?|procedimentos?|sessao|sessoes|avaliacao|atendimento|retorno|primeira|tratamento|completo|simples|geral|clinica|clinico|medica|medico|particular|saude|aplicacao|horas?|dias?|minutos|\d+)$/;

export const isGeneric = (word: string): boolean => generic.test(word);

const specific = (text: string) => tellingWords(normalised(text)).filter((word) => !isGeneric(word));

function serviceWords(context: ClinicContext): Pick<ClinicWords, 'services' | 'ofServices'> {
  const services = context.services.map((service) => ({
    service,
    name: normalised(service.name),
    telling: specific(service.name),
    specialty: specific(service.specialty ?? ''),
  }));
  const all = new Set(services.flatMap(({ telling, specialty }) => [...telling, ...specialty]));
  const similar = similarWords(all);
  const ofServices = (written: string) =>
    rightWords.has(written) ? (all.has(written) ? [written] : []) : similar.kin(written);
  return { services, ofServices };
}

const longName = 6;

function practitionerWords(context: ClinicContext): Pick<ClinicWords, 'practitioners' | 'ofPractitioners'> {
  const practitioners = context.practitioners.map((practitioner) => {
    const shown = namesOf(practitioner.name);
    const full = namesOf(practitioner.fullName ?? '');
    const first = [shown[0], full[0]].filter((name) => name !== undefined);
    return { practitioner, names: new Set([...shown, ...full]), first };
  });
  const similar = similarWords(practitioners.flatMap(({ names }) => [...names]));
  const ofPractitioners = (written: string) =>
    similar.like(written).filter((name) => name === written || name.length >= longName);
  return { practitioners, ofPractitioners };
}

const titles = /^(dr|dra|prof|profa|enf|de|da|do|dos|das|e)$/;

const namesOf = (name: string) =>
  wordsOf(normalised(name)).filter((word) => !titles.test(word) && word.length >= 3);
