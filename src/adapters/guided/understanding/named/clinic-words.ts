import type { ClinicContext } from '../../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../../domain/clinic/healthcare-service.ts';
import type { Professional } from '../../../../domain/clinic/professional.ts';
import { normalised, tellingWords, wordsOf } from '../../../../domain/language/normalise-text.ts';
import { rightWords } from '../../../../domain/language/known-words.ts';
import { similarWords } from '../../../../domain/language/similar-words.ts';

export type ServiceWords = {
  readonly service: HealthcareService;
  readonly name: string;
  /** The words of its name that tell it from others. */
  readonly telling: readonly string[];
  readonly specialty: readonly string[];
};

type ProfessionalWords = {
  readonly professional: Professional;
  readonly names: ReadonlySet<string>;
  readonly specialties: ReadonlySet<string>;
  /** The first of the name that is shown, and of the full one. */
  readonly first: readonly string[];
};

/** What a clinic calls its own things, prepared for finding it in what patients write. */
export type ClinicWords = {
  readonly services: readonly ServiceWords[];
  /** Words of services that a written word is meant to be; "autorização" is no slip of "cauterização". */
  readonly ofServices: (written: string) => readonly string[];
  readonly professionals: readonly ProfessionalWords[];
  /** Names that a written word is meant to be: short ones only as they are written. */
  readonly ofProfessionals: (written: string) => readonly string[];
};

const prepared = new WeakMap<ClinicContext, ClinicWords>();

/** Prepared once for every context that is read, and forgotten with it. */
export function wordsOfClinic(context: ClinicContext): ClinicWords {
  const known = prepared.get(context);
  if (known) return known;
  const words = { ...serviceWords(context), ...professionalWords(context) };
  prepared.set(context, words);
  return words;
}

/** Words that half of all services share. */
const generic =
  /^(consultas?|exames?|procedimentos?|sessao|sessoes|avaliacao|atendimento|retorno|primeira|tratamento|completo|simples|geral|clinica|clinico|medica|medico|particular|saude|aplicacao|horas?|dias?|minutos|\d+)$/;

/** Kinds of things that clinics sell; a "consulta" or an "exame" may be any of them. */
export const namesAlone: ReadonlySet<string> = new Set(['sessao', 'avaliacao', 'retorno']);

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
  const ofServices = (written: string) => {
    if (rightWords.has(written)) return all.has(written) ? [written] : [];
    const kin = similar.kin(written);
    // what the clinic itself writes so is no slip of another word: "mamografia" of "tomografia"
    return all.has(written) ? kin.filter((sign) => sign.startsWith(written.slice(0, sameBeginning))) : kin;
  };
  return { services, ofServices };
}

const sameBeginning = 4;
const longName = 6;

function professionalWords(context: ClinicContext): Pick<ClinicWords, 'professionals' | 'ofProfessionals'> {
  const professionals = context.professionals.map((professional) => {
    const shown = namesOf(professional.name);
    const full = namesOf(professional.fullName ?? '');
    const first = [shown[0], full[0]].filter((name) => name !== undefined);
    const specialties = new Set(professional.specialties.flatMap(specific));
    return { professional, names: new Set([...shown, ...full]), specialties, first };
  });
  const similar = similarWords(professionals.flatMap(({ names }) => [...names]));
  const ofProfessionals = (written: string) =>
    similar.like(written).filter((name) => name === written || name.length >= longName);
  return { professionals, ofProfessionals };
}

const titles = /^(dr|dra|prof|profa|enf|de|da|do|dos|das|e)$/;

const namesOf = (name: string) =>
  wordsOf(normalised(name)).filter((word) => !titles.test(word) && word.length >= 3);
